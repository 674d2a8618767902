namespace Plaza.Spaces.Tasks;

/// <summary>Work that an event caused. It was written down in the transaction of its cause, and runs at least once.</summary>
/// <typeparam name="TPayload">What it needs to know; kept as JSON.</typeparam>
public interface IQueuedTask<TPayload>
{
    /// <summary>A stable name such as <c>mail.mention</c>.</summary>
    static abstract string Name { get; }

    /// <summary>How long to wait after each failed try. After the last one the task is parked.</summary>
    static abstract IReadOnlyList<TimeSpan> RetryDelays { get; }

    /// <summary>Does the work. It may come twice, so doing it again must do no harm. What it throws is a try that failed.</summary>
    Task<TaskResult> RunAsync(TPayload payload, CancellationToken cancellationToken);
}
