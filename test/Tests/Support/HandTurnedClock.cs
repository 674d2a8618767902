namespace Plaza.Tests.Support;

/// <summary>Time stands still until a test turns it on.</summary>
internal sealed class HandTurnedClock : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<Alarm> _alarms = [];
    private readonly List<(TimeSpan In, TaskCompletionSource Set)> _awaited = [];
    private DateTimeOffset _now = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
            return _now;
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, () => callback(state));
        alarm.Change(dueTime, period);
        return alarm;
    }

    /// <summary>Completes when somebody waits for the moment that comes in <paramref name="time"/>.</summary>
    public Task AlarmAsync(TimeSpan time)
    {
        lock (_lock)
        {
            if (_alarms.Exists(alarm => alarm.At == _now + time))
                return Task.CompletedTask;

            var set = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((time, set));
            return set.Task;
        }
    }

    public void Turn(TimeSpan by)
    {
        List<Alarm> due;
        lock (_lock)
        {
            _now += by;
            due = [.. _alarms.Where(alarm => alarm.At <= _now)];
            _alarms.RemoveAll(due.Contains);
        }
        due.ForEach(alarm => alarm.Ring());
    }

    private sealed class Alarm(HandTurnedClock clock, Action ring) : ITimer
    {
        public DateTimeOffset At { get; private set; }

        private TimeSpan _period;

        public void Ring()
        {
            if (_period > TimeSpan.Zero)
                Change(_period, _period);

            ring();
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                _period = period;
                clock._alarms.Remove(this);
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    At = clock._now + dueTime;
                    clock._alarms.Add(this);
                    foreach (var (_, set) in clock._awaited.Where(awaited => awaited.In == dueTime))
                        set.TrySetResult();
                }
                return true;
            }
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
