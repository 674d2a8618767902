using MailKit;

namespace Plaza.Mail.Gateway;

/// <summary>
/// Controls the cancellation of a message that is being transferred. Before the first byte a cancellation takes effect at once, since the server has
/// nothing yet. After that the server may accept the message in any case, so its reply is awaited for at most 8 s.
/// </summary>
internal sealed class HandOver : ITransferProgress, IDisposable
{
    private static readonly TimeSpan ReplyTimeout = TimeSpan.FromSeconds(8);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop;
    private readonly CancellationTokenRegistration _registration;
    private bool _hasBegun;

    public HandOver(TimeProvider clock, CancellationToken ct)
    {
        _stop = new(Timeout.InfiniteTimeSpan, clock);
        _registration = ct.Register(Cancel);
    }

    public CancellationToken Token => _stop.Token;

    /// <summary>Whether the server may have accepted the message without a reply.</summary>
    public bool HasBegun
    {
        get
        {
            lock (_lock)
                return _hasBegun;
        }
    }

    /// <summary>Called by MailKit for each written block of the message.</summary>
    public void Report(long bytesTransferred, long totalSize) => Report(bytesTransferred);

    public void Report(long bytesTransferred)
    {
        lock (_lock)
            _hasBegun = true;
    }

    public void Dispose()
    {
        _registration.Dispose();
        _stop.Dispose();
    }

    private void Cancel()
    {
        if (HasBegun)
            _stop.CancelAfter(ReplyTimeout);
        else
            _stop.Cancel();
    }
}
