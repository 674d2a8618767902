namespace Plaza.Spaces.Tasks;

/// <summary>Work that recurs. Each period is done once, by one node; one that fails is tried again.</summary>
public interface IRecurringTask
{
    /// <summary>A stable name such as <c>statistics.nightly</c>.</summary>
    static abstract string Name { get; }

    static abstract TaskSchedule Schedule { get; }

    /// <summary>Does the work of one period. What it throws is a try that failed.</summary>
    /// <param name="period">The moment for which the run was due, in UTC, cut to the second.</param>
    Task<TaskResult> RunAsync(DateTimeOffset period, CancellationToken cancellationToken);
}
