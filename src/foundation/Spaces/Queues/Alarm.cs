namespace Plaza.Spaces.Queues;

/// <summary>Has something done at a time that may be set anew. Set under the lock of the mailbox whose it is.</summary>
internal sealed class Alarm(TimeProvider clock, Action ring)
{
    private ITimer? _timer;

    public void Set(TimeSpan wait)
    {
        _timer ??= clock.CreateTimer(_ => ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    public void Stop() => _timer?.Dispose();
}
