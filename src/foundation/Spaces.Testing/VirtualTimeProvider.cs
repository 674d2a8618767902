namespace Plaza.Spaces.Testing;

/// <summary>
/// A time provider whose time passes only when it is advanced. Timers fire on the advancing thread, one after the other in the order of their
/// due times; while one fires, the clock shows its due time. Thread-safe.
/// </summary>
public sealed class VirtualTimeProvider : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly SortedSet<VirtualTimer> _alarms = new(VirtualTimer.Sooner);
    private readonly List<(TimeSpan In, TaskCompletionSource Set)> _awaited = [];
    private DateTimeOffset _began;
    private TimeSpan _passed;
    private long _set;

    /// <param name="began">The initial time; default noon of a day in January.</param>
    public VirtualTimeProvider(DateTimeOffset? began = null) => _began = began ?? new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
            return _began + _passed;
    }

    public override long GetTimestamp()
    {
        lock (_lock)
            return _passed.Ticks;
    }

    /// <summary>A timer that is due at once fires at the next advance, even by zero.</summary>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new VirtualTimer(this, callback, state);
        alarm.Change(dueTime, period);
        return alarm;
    }

    /// <summary>Advances the time and fires the timers that become due.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        TimeSpan until;
        lock (_lock)
            until = _passed + by;

        while (FireNext(until))
        {
        }

        lock (_lock)
            _passed = until > _passed ? until : _passed;
    }

    /// <summary>Sets the wall clock back, as a clock correction does. Timers and timestamps are unaffected.</summary>
    public void SetClockBack(TimeSpan by)
    {
        lock (_lock)
            _began -= by;
    }

    /// <summary>Completes when a timer is set that is due in exactly <paramref name="time"/>.</summary>
    public Task WaitForTimerAsync(TimeSpan time)
    {
        lock (_lock)
        {
            if (_alarms.Any(alarm => alarm.At == _passed + time))
                return Task.CompletedTask;

            var set = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((time, set));
            return set.Task;
        }
    }

    /// <summary>The time until the next timer; null where none is set.</summary>
    internal TimeSpan? Next
    {
        get
        {
            lock (_lock)
                return _alarms.Min is { } next ? (next.At > _passed ? next.At - _passed : TimeSpan.Zero) : null;
        }
    }

    /// <summary>Advances to the next timer and fires it.</summary>
    internal void FireNext()
    {
        TimeSpan? at;
        lock (_lock)
            at = _alarms.Min?.At;

        if (at is { } until)
            FireNext(until);
    }

    /// <returns>False when no timer is due until then.</returns>
    private bool FireNext(TimeSpan until)
    {
        VirtualTimer? next;
        lock (_lock)
        {
            next = _alarms.Min;
            if (next is null || next.At > until)
                return false;

            _passed = next.At > _passed ? next.At : _passed;
            _alarms.Remove(next);
            if (next.Period > TimeSpan.Zero)
                Set(next, next.Period);
        }

        next.Fire();
        return true;
    }

    private void Set(VirtualTimer alarm, TimeSpan due)
    {
        alarm.At = _passed + due;
        alarm.Number = ++_set;
        _alarms.Add(alarm);
        foreach (var awaited in _awaited.FindAll(awaited => awaited.In == due))
        {
            _awaited.Remove(awaited);
            awaited.Set.SetResult();
        }
    }

    private sealed class VirtualTimer(VirtualTimeProvider time, TimerCallback callback, object? state) : ITimer
    {
        public static readonly Comparer<VirtualTimer> Sooner =
            Comparer<VirtualTimer>.Create(static (one, other) => (one.At, one.Number).CompareTo((other.At, other.Number)));

        public TimeSpan At { get; set; }

        public long Number { get; set; }

        public TimeSpan Period { get; private set; }

        /// <summary>Fires without a synchronization context, as a timer's own thread does, so that no continuation runs inside the call.</summary>
        public void Fire()
        {
            var before = SynchronizationContext.Current;
            SynchronizationContext.SetSynchronizationContext(null);
            try
            {
                callback(state);
            }
            finally
            {
                SynchronizationContext.SetSynchronizationContext(before);
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._lock)
            {
                time._alarms.Remove(this);
                Period = period;
                if (dueTime != Timeout.InfiniteTimeSpan)
                    time.Set(this, dueTime);

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
