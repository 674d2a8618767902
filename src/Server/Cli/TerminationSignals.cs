using System.Runtime.InteropServices;

namespace Plaza.Server.Cli;

/// <summary>
/// SIGINT (Ctrl+C), SIGTERM and SIGHUP (the terminal was closed), each of which would end the process at once: they cancel <see cref="Token"/>
/// instead, and end the process only when that takes longer than the timeout. One that the caller has ignored, as nohup(1) does, stays ignored.
/// </summary>
internal sealed class TerminationSignals : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;
    private readonly TimeSpan _timeout;
    private Timer? _limit;
    private int _status;

    public TerminationSignals(TimeSpan timeout)
    {
        _timeout = timeout;
        _registrations =
        [
            .. ((PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
                .Where(signal => !IsIgnored(signal)).Select(signal => PosixSignalRegistration.Create(signal, Handle)),
        ];
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>The exit code after a signal: 128 and its number, as shells have it. Null before one.</summary>
    public int? Status => _status is 0 ? null : _status;

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();

        _limit?.Dispose();
        _source.Dispose();
    }

    private static int NumberOf(PosixSignal signal) => signal switch
    {
        PosixSignal.SIGHUP => 1,
        PosixSignal.SIGINT => 2,
        _ => 15,
    };

    /// <summary>The bits of the line SigIgn are the ignored signals, the lowest the signal 1.</summary>
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
            return;

        _limit = new(_ => Environment.Exit(status), null, _timeout, Timeout.InfiniteTimeSpan);
        _source.Cancel();
    }
}
