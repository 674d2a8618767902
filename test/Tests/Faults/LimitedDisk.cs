using System.Diagnostics;
using Plaza.Data;
using Plaza.Tests.Support;

namespace Plaza.Tests.Faults;

/// <summary>
/// A data folder on a disk of a few megabytes that a test can fill and free again. It is a tmpfs; where none may be mounted, a preloaded library
/// reports a full disk to the server.
/// </summary>
public sealed class LimitedDisk : IAsyncDisposable
{
    private const string Size = "16m";

    private readonly string _place = Directory.CreateTempSubdirectory("plaza-small-").FullName;
    private readonly FaultyDisk _faulty = new();
    private readonly bool _isMounted;
    private CancellationTokenSource? _filling;
    private Task _filler = Task.CompletedTask;

    public LimitedDisk()
    {
        _isMounted = Run("mount", "-t", "tmpfs", "-o", $"size={Size}", "plaza", _place);
        Folder = new(Path.Combine(_place, "data"));
    }

    public DataFolder Folder { get; }

    /// <summary>Environment variables of the server that uses this disk.</summary>
    public (string Name, string Value)[] Settings => _isMounted ? [] : _faulty.For(Folder);

    /// <summary>Fills the disk, and every byte that becomes free, at once. Completes when no space is left.</summary>
    public async Task FillAsync()
    {
        if (!_isMounted)
        {
            _faulty.Order(FaultyDisk.Full);
            return;
        }

        var full = new TaskCompletionSource();
        _filling = new();
        _filler = Task.Run(() => FillAsync(full, _filling.Token));
        await full.Task;
    }

    /// <summary>Stops filling; the disk stays as full as it is.</summary>
    public async Task SettleAsync()
    {
        await (_filling?.CancelAsync() ?? Task.CompletedTask);
        await _filler;
    }

    public async Task FreeAsync()
    {
        _faulty.Lift(FaultyDisk.Full);
        await SettleAsync();
        File.Delete(Ballast);
    }

    public async ValueTask DisposeAsync()
    {
        await FreeAsync();
        _filling?.Dispose();
        _faulty.Dispose();
        if (_isMounted)
            Run("umount", "-l", _place).ShouldBeTrue();

        Directory.Delete(_place, recursive: true);
    }

    private string Ballast => Path.Combine(_place, "ballast");

    private async Task FillAsync(TaskCompletionSource full, CancellationToken ct)
    {
        var block = new byte[4096];
        await using var ballast = new FileStream(Ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        while (!ct.IsCancellationRequested)
        {
            try
            {
                ballast.Write(block);
            }
            catch (IOException)
            {
                full.TrySetResult();
                await Task.Delay(1, CancellationToken.None);
            }
        }
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.WaitForExit();
        return process.ExitCode is 0;
    }
}
