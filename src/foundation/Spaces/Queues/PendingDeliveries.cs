using Plaza.Spaces.Events;

namespace Plaza.Spaces.Queues;

/// <summary>What the queues make of one event whose publisher waits: who has accepted it, and for whose handling it waits.</summary>
internal sealed class PendingDeliveries
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _open = 1;
    private int _delivered;
    private int _queued;
    private int _faulted;
    private int _rejected;

    public void Open() => Interlocked.Increment(ref _open);

    public void Queued() => Close(ref _queued);

    public void Delivered() => Close(ref _delivered);

    public void Faulted() => Close(ref _faulted);

    public void Rejected() => Close(ref _rejected);

    /// <summary>Completes when every queue has accepted or refused, and every concurrent handler has ended.</summary>
    public async ValueTask<PublishResult> WaitAsync()
    {
        var none = 0;
        Close(ref none);
        await _ended.Task;
        return new(_delivered, _queued, _faulted, _rejected);
    }

    private void Close(ref int counter)
    {
        Interlocked.Increment(ref counter);
        if (Interlocked.Decrement(ref _open) is 0)
            _ended.SetResult();
    }
}
