using Microsoft.Extensions.Logging;
using Plaza.Contracts.Tasks;
using Plaza.Data.Tasks;
using Plaza.Spaces.Tasks;

namespace Plaza.Tasks;

/// <summary>All lanes, one for each kind of task, so that no kind waits for another. Not thread-safe.</summary>
internal sealed class TaskLanes(RecentFaults troubles, TimeProvider clock, ILogger<TaskLanes> logger)
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

    /// <summary>Takes in what has ended. When a circuit opens, or for another reason than before, the operator is told once.</summary>
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

    /// <summary>How many of which kind may be started now.</summary>
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
        troubles.Note(new(clock.GetUtcNow(), FaultKind.Circuit, name, "", 0, $"No such task is started for {pause.TotalSeconds:0} s, then one is tried: {outcome.Detail}"));
    }
}
