using System.Diagnostics;
using Plaza.Data;
using Plaza.Tests.Support;

namespace Plaza.Tests.Faults;

/// <summary>A disk on which a test can inject faults, through the preloaded library of <c>disk.c</c>.</summary>
public sealed class FaultyDisk : IDisposable
{
    public const string HoldSync = "hold-sync";
    public const string FailSync = "fail-sync";
    public const string FailWrite = "fail-write";
    public const string FailDatabase = "fail-database";
    public const string Full = "full";
    public const string FullBesideDatabase = "full-beside";

    private static readonly Lazy<string> Library = new(Compile);

    private readonly string _orders = Directory.CreateTempSubdirectory("plaza-disk-").FullName;

    /// <summary>Environment variables of the server that uses this disk.</summary>
    public (string Name, string Value)[] For(DataFolder folder) =>
        [("LD_PRELOAD", Library.Value), ("PLAZA_DISK", _orders), ("PLAZA_DISK_DATA", folder.Path)];

    public void Order(string what) => File.WriteAllText(Path.Combine(_orders, what), "");

    public void Lift(string what) => File.Delete(Path.Combine(_orders, what));

    /// <summary>Completes when a commit is stalled in the sync of the write-ahead log.</summary>
    public async Task HoldAsync(Action write)
    {
        File.Delete(Path.Combine(_orders, "held"));
        Order(HoldSync);
        write();
        await Eventually.TrueAsync(() => HasReported("held"), "a commit is held");
    }

    /// <summary>Whether an error was injected.</summary>
    public bool HasFailed => HasReported("failed");

    /// <summary>Whether the database was written or synced after an injected error.</summary>
    public bool WasTriedAgain => HasReported("after");

    public void Dispose() => Directory.Delete(_orders, recursive: true);

    private bool HasReported(string what) => File.Exists(Path.Combine(_orders, what));

    /// <summary>Compiles the library. A running server keeps the one it was started with.</summary>
    private static string Compile()
    {
        var source = Path.Combine(PlazaProgram.Root, "test", "Tests", "Faults", "disk.c");
        var library = Path.Combine(AppContext.BaseDirectory, "disk.so");
        var made = $"{library}.{Environment.ProcessId}";
        using var compiler = Process.Start("gcc", ["-shared", "-fPIC", "-O2", "-Wall", "-Werror", "-o", made, source, "-ldl"]);
        compiler.WaitForExit();
        compiler.ExitCode.ShouldBe(0, "eng/install-test-needs installs gcc");
        File.Move(made, library, overwrite: true);
        return library;
    }
}
