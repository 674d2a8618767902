using Microsoft.Extensions.Logging;
using Plaza.Contracts.Tasks;
using Plaza.Data.Tasks;
using Plaza.Spaces.Tasks;

namespace Plaza.Tasks;

/// <summary>The lanes, one for each kind of task, so that no kind delays another. Not thread-safe.</summary>
internal sealed class TaskLanes(RecentFaults faults, TimeProvider clock, ILogger<TaskLanes> logger)
{
    private readonly Dictionary<string, TaskLane> _lanes = [];

    public IEnumerable<Task> Running => _lanes.Values.SelectMany(lane => lane.Running);

    public TaskLane Of(string name)
    {
        if (!_lanes.TryGetValue(name, out var lane))
            _lanes.Add(name, lane = new(name));

        return lane;
    }

    /// <summary>Removes the runs that have ended. Logs once when a circuit breaker opens, or when its reason changes.</summary>
    public void RemoveEnded()
    {
        foreach (var lane in _lanes.Values)
        {
            var before = lane.OpenReason;
            lane.RemoveEnded(clock.GetUtcNow());
            if (lane.OpenReason != before)
                Report(lane);
        }
    }

    public void ProbeAll()
    {
        foreach (var lane in _lanes.Values)
            lane.Probe();
    }

    /// <summary>The lanes in which tasks can be started now, with the number of tasks for each.</summary>
    public List<(TaskLane Lane, int Places)> Startable(IEnumerable<DueKind> due)
    {
        var now = clock.GetUtcNow();
        return [.. due.Where(kind => kind.Due <= now).Select(kind => Of(kind.Name)).Select(lane => (Lane: lane, Places: lane.FreePlaces(now))).Where(one => one.Places > 0)];
    }

    /// <summary>The time at which the next task can be started unless a running one ends before; null when unknown.</summary>
    public DateTimeOffset? NextStart(IEnumerable<DueKind> due) => due.Min(kind => Of(kind.Name).StartOf(kind.Due));

    private void Report(TaskLane lane)
    {
        if (lane.OpenReason is not { } reason)
        {
            logger.CircuitClosed(lane.Name);
            return;
        }

        logger.CircuitOpened(lane.Name, reason, lane.Break.TotalSeconds);
        faults.Add(new(clock.GetUtcNow(), FaultKind.Circuit, lane.Name, "", 0, $"Circuit open for {lane.Break.TotalSeconds:0} s: {reason}"));
    }
}
