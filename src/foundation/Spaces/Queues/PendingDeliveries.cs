using Plaza.Spaces.Events;

namespace Plaza.Spaces.Queues;

/// <summary>
/// The state of one event whose publisher waits: the queues that have accepted it, and the handlers that it waits for.
/// Thread-safe.
/// </summary>
internal sealed class PendingDeliveries
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private List<Action>? _whenCancelled;
    private bool _isCancelled;
    private int _open = 1;
    private int _delivered;
    private int _queued;
    private int _faulted;
    private int _rejected;
    private int _withdrawn;

    public void Open() => Interlocked.Increment(ref _open);

    public void Queued() => Close(ref _queued);

    public void Delivered() => Close(ref _delivered);

    public void Faulted() => Close(ref _faulted);

    public void Rejected() => Close(ref _rejected);

    public void Withdrawn() => Close(ref _withdrawn);

    /// <summary>Registers a callback for the end of the publisher's wait, called before the publisher continues.</summary>
    public void WhenCancelled(Action action)
    {
        lock (_lock)
        {
            if (!_isCancelled)
            {
                (_whenCancelled ??= []).Add(action);
                return;
            }
        }

        action();
    }

    /// <summary>The publisher no longer waits: queues that have not accepted the event do not get it any more.</summary>
    public void Cancel()
    {
        lock (_lock)
            _isCancelled = true;

        _whenCancelled?.ForEach(action => action());
        _ended.TrySetResult();
    }

    /// <summary>Completes when every queue has accepted or rejected, and every concurrent handler has ended.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    public async ValueTask<PublishResult> WaitAsync(CancellationToken cancellationToken)
    {
        var none = 0;
        Close(ref none);
        await _ended.Task;
        if (Volatile.Read(ref _open) > 0 || Volatile.Read(ref _withdrawn) > 0)
            cancellationToken.ThrowIfCancellationRequested();

        return new(_delivered, _queued, _faulted, _rejected);
    }

    private void Close(ref int counter)
    {
        Interlocked.Increment(ref counter);
        if (Interlocked.Decrement(ref _open) is 0)
            _ended.TrySetResult();
    }
}
