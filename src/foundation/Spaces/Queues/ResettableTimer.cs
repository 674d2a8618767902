namespace Plaza.Spaces.Queues;

/// <summary>A timer whose due time can be set again. Set under the lock of its queue.</summary>
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
