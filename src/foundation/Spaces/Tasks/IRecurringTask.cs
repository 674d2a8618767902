namespace Plaza.Spaces.Tasks;

/// <summary>Work on a schedule. Each period is run once, by one node; a failed period is retried.</summary>
public interface IRecurringTask
{
    /// <summary>A stable name such as <c>statistics.nightly</c>.</summary>
    static abstract string Name { get; }

    static abstract TaskSchedule Schedule { get; }

    /// <summary>Does the work of one period. An exception is a failed attempt.</summary>
    /// <param name="period">The time at which the run was due, in UTC, truncated to the second.</param>
    Task<TaskResult> RunAsync(DateTimeOffset period, CancellationToken cancellationToken);
}
