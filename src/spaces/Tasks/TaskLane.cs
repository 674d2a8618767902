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
    private TimeSpan _pause;
    private int _breaks;

    public string Name => name;

    public IReadOnlyList<Task> Running => _running;

    /// <summary>How many tasks may be started now.</summary>
    public int FreePlaces(DateTimeOffset now) =>
        _breaks is 0 ? MaxConcurrency - _running.Count
        : IsBreakOver(now) && _running.Count is 0 ? 1
        : 0;

    /// <summary>When a task that is due then can be started; null when a running one must end first.</summary>
    public DateTimeOffset? StartOf(DateTimeOffset due) =>
        _running.Count is 0 ? (_breaks > 0 && _openUntil > due ? _openUntil : due)
        : _breaks is 0 && _running.Count < MaxConcurrency ? due
        : null;

    public void Start(Task<TaskResult> run) => _running.Add(run);

    /// <summary>Removes the runs that have ended.</summary>
    /// <returns>The outcome that opened or closed the circuit; null when it did not change.</returns>
    public (TaskResult Outcome, TimeSpan Break)? TakeEnded(DateTimeOffset now)
    {
        (TaskResult, TimeSpan)? changed = null;
        foreach (var run in _running.Where(run => run.IsCompleted).ToList())
        {
            _running.Remove(run);
            changed = Note(run.GetAwaiter().GetResult(), now) ?? changed;
        }

        return changed;
    }

    /// <summary>Ends the break: the next task runs at once.</summary>
    public void Probe() => _openUntil = DateTimeOffset.MinValue;

    /// <summary>Also where the clock was set back since the break began, so that it would last longer than it should.</summary>
    private bool IsBreakOver(DateTimeOffset now) => now >= _openUntil || _openUntil - now > _pause;

    private (TaskResult, TimeSpan)? Note(TaskResult outcome, DateTimeOffset now)
    {
        if (outcome.Kind is TaskResultKind.Postponed)
            return null;

        if (outcome.Kind is not TaskResultKind.Unavailable)
        {
            var wasOpen = _breaks > 0;
            _breaks = 0;
            return wasOpen ? (outcome, TimeSpan.Zero) : null;
        }

        if (_breaks > 0 && !IsBreakOver(now))
            return null; // ran at the same time as the one that opened it

        var pause = outcome.After * Math.Pow(2, Math.Min(_breaks++, MaxDoublings));
        pause = pause < outcome.MaxAfter ? pause : outcome.MaxAfter;
        (_openUntil, _pause) = (now + pause, pause);
        return (outcome, pause);
    }
}
