using Microsoft.Extensions.Logging;
using Plaza.Contracts.Tasks;
using Plaza.Data.Tasks;
using Plaza.Spaces.Tasks;

namespace Plaza.Tasks;

/// <summary>The lanes, one for each kind of task, so that no kind waits for another. Not thread-safe.</summary>
internal sealed class TaskLanes(RecentFaults faults, TimeProvider clock, ILogger<TaskLanes> logger)
{
    private readonly Dictionary<string, TaskLane> _lanes = [];
    private readonly Dictionary<string, string> _reported = [];

    public IEnumerable<Task> Running => _lanes.Values.SelectMany(lane => lane.Running);

    public TaskLane Of(string name)
    {
        if (!_lanes.TryGetValue(name, out var lane))
            _lanes.Add(name, lane = new(name));

        return lane;
    }

    /// <summary>Removes the runs that have ended. Logs once when a circuit opens, or when the reason changes.</summary>
    public void TakeEnded()
    {
        foreach (var lane in _lanes.Values)
        {
            if (lane.TakeEnded(clock.GetUtcNow()) is var (outcome, pause))
                Report(lane.Name, outcome, pause);
        }
    }

    public void ProbeAll()
    {
        foreach (var lane in _lanes.Values)
            lane.Probe();
    }

    /// <summary>The lanes in which tasks may be started now, and how many in each.</summary>
    public List<(TaskLane Lane, int Places)> Startable(IEnumerable<DueKind> due)
    {
        var now = clock.GetUtcNow();
        return [.. due.Where(kind => kind.Due <= now).Select(kind => (Lane: Of(kind.Name), Places: Of(kind.Name).FreePlaces(now))).Where(one => one.Places > 0)];
    }

    /// <summary>When the next task can be started, unless a running one ends before; null when that is unknown.</summary>
    public DateTimeOffset? NextStart(IEnumerable<DueKind> due) => due.Min(kind => Of(kind.Name).StartOf(kind.Due));

    private void Report(string name, TaskResult outcome, TimeSpan pause)
    {
        if (outcome.Kind is not TaskResultKind.Unavailable)
        {
            if (_reported.Remove(name))
                logger.CircuitClosed(name);
            return;
        }

        if (_reported.GetValueOrDefault(name) == outcome.Detail)
            return;

        _reported[name] = outcome.Detail;
        logger.CircuitOpened(name, outcome.Detail, pause.TotalSeconds);
        faults.Add(new(clock.GetUtcNow(), FaultKind.Circuit, name, "", 0, $"Circuit open for {pause.TotalSeconds:0} s: {outcome.Detail}"));
    }
}
