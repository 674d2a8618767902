using System.Runtime.InteropServices;

namespace Plaza.Server.Cli;

/// <summary>
/// SIGINT (Ctrl+C), SIGTERM, SIGQUIT and SIGHUP (the terminal was closed), each of which would end the process at once: they cancel <see cref="Token"/>
/// instead, the next one <see cref="Second"/>, and end the process only when the cancellation takes longer than the timeout. A signal that the caller
/// ignores, as nohup(1) does, stays ignored.
/// </summary>
internal sealed class TerminationSignals : IDisposable
{
    private readonly CancellationTokenSource _first = new();
    private readonly CancellationTokenSource _second = new();
    private readonly PosixSignalRegistration[] _registrations;
    private Timer? _limit;
    private int _status;

    public TerminationSignals(TimeSpan timeout)
    {
        Timeout = timeout;
        _registrations =
        [
            .. ((PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGQUIT, PosixSignal.SIGHUP])
                .Where(signal => !IsIgnored(signal)).Select(signal => PosixSignalRegistration.Create(signal, Handle)),
        ];
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _first.Token;

    /// <summary>Cancelled by the second signal.</summary>
    public CancellationToken Second => _second.Token;

    /// <summary>Set before a signal arrives, it applies to it.</summary>
    public TimeSpan Timeout { get; set; }

    /// <summary>The exit code after a signal: 128 plus its number, as in shells. Null before a signal.</summary>
    public int? Status => _status is 0 ? null : _status;

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();

        _limit?.Dispose();
        _first.Dispose();
        _second.Dispose();
    }

    private static int NumberOf(PosixSignal signal) => signal switch
    {
        PosixSignal.SIGHUP => 1,
        PosixSignal.SIGINT => 2,
        PosixSignal.SIGQUIT => 3,
        _ => 15,
    };

    /// <summary>The bits of the line SigIgn are the ignored signals; the lowest bit is signal 1.</summary>
    private static bool IsIgnored(PosixSignal signal)
    {
        const string Process = "/proc/self/status"; // proc(5)
        return File.Exists(Process)
            && File.ReadLines(Process).FirstOrDefault(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) is { } line
            && (Convert.ToUInt64(line.Split('\t')[1], 16) >> (NumberOf(signal) - 1) & 1) is 1;
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        var status = 128 + NumberOf(context.Signal);
        if (Interlocked.CompareExchange(ref _status, status, 0) is not 0)
        {
            _second.Cancel();
            return;
        }

        _limit = new(_ => Environment.Exit(status), null, Timeout, System.Threading.Timeout.InfiniteTimeSpan);
        _first.Cancel();
    }
}
