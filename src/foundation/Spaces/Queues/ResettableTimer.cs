namespace Plaza.Spaces.Queues;

/// <summary>Has something done at a time that may be set anew. Set under the lock of the mailbox whose it is.</summary>
internal sealed class ResettableTimer(TimeProvider clock, Action callback)
{
    private ITimer? _timer;

    public void Set(TimeSpan dueTime)
    {
        _timer ??= clock.CreateTimer(_ => callback(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(dueTime > TimeSpan.Zero ? dueTime : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    public void Stop() => _timer?.Dispose();
}
