using Plaza.Spaces.Tasks;

namespace Plaza.Tasks;

/// <summary>
/// The bulkhead and the circuit breaker of one kind of task: at most four run at a time, and none while the circuit is open. After each break
/// one task runs as a probe (half-open). In memory only. Not thread-safe.
/// </summary>
internal sealed class TaskLane(string name)
{
    private const int MaxConcurrency = 4;
    private const int MaxDoublings = 20;

    private readonly List<Task<TaskResult>> _running = new(MaxConcurrency);
    private DateTimeOffset _openUntil;
    private int _breaks;

    public string Name => name;

    /// <summary>The reason why the circuit breaker is open; null while it is closed.</summary>
    public string? OpenReason { get; private set; }

    /// <summary>The duration of the latest break.</summary>
    public TimeSpan Break { get; private set; }

    public IReadOnlyList<Task> Running => _running;

    /// <summary>The number of tasks that may be started now.</summary>
    public int FreePlaces(DateTimeOffset now) =>
        _breaks is 0 ? MaxConcurrency - _running.Count
        : IsBreakOver(now) && _running.Count is 0 ? 1
        : 0;

    /// <summary>The time at which a task with that due time can be started; null when a running task must end first.</summary>
    public DateTimeOffset? StartOf(DateTimeOffset due) =>
        _running.Count is 0 ? (_breaks > 0 && _openUntil > due ? _openUntil : due)
        : _breaks is 0 && _running.Count < MaxConcurrency ? due
        : null;

    public void Start(Task<TaskResult> run) => _running.Add(run);

    /// <summary>Removes the runs that have ended; their outcomes open or close the circuit breaker.</summary>
    public void RemoveEnded(DateTimeOffset now)
    {
        foreach (var run in _running.Where(run => run.IsCompleted).ToList())
        {
            _running.Remove(run);
            Record(run.GetAwaiter().GetResult(), now);
        }
    }

    /// <summary>Ends the break: the next task runs at once.</summary>
    public void Probe() => _openUntil = DateTimeOffset.MinValue;

    /// <summary>True also when the clock was set back since the start of the break, which would otherwise last too long.</summary>
    private bool IsBreakOver(DateTimeOffset now) => now >= _openUntil || _openUntil - now > Break;

    private void Record(TaskResult outcome, DateTimeOffset now)
    {
        if (outcome.Kind is TaskResultKind.Postponed)
            return;

        if (outcome.Kind is not TaskResultKind.Unavailable)
        {
            (_breaks, OpenReason) = (0, null);
            return;
        }

        if (_breaks > 0 && !IsBreakOver(now))
            return; // ran at the same time as the one that opened it

        var pause = outcome.After * Math.Pow(2, Math.Min(_breaks++, MaxDoublings));
        Break = pause < outcome.MaxAfter ? pause : outcome.MaxAfter;
        (_openUntil, OpenReason) = (now + Break, outcome.Detail);
    }
}
