namespace Plaza.Spaces.Tasks;

/// <summary>Work caused by an event: queued in the transaction of its cause, run at least once.</summary>
/// <typeparam name="TPayload">The parameters of a run, stored as JSON.</typeparam>
public interface IQueuedTask<TPayload>
{
    /// <summary>A stable name such as <c>mail.mention</c>.</summary>
    static abstract string Name { get; }

    /// <summary>The delays after each failed attempt. After the last attempt the task is dead-lettered.</summary>
    static abstract IReadOnlyList<TimeSpan> RetryDelays { get; }

    /// <summary>Does the work. Must be idempotent, since a run may be repeated. An exception is a failed attempt.</summary>
    Task<TaskResult> RunAsync(TPayload payload, CancellationToken cancellationToken);
}
