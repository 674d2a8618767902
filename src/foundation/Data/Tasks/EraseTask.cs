using Plaza.Data.Committing;
using Plaza.Spaces.Tasks;

namespace Plaza.Data.Tasks;

/// <summary>
/// A task that deletes any number of rows, in write requests of at most <see cref="Committer.BatchSize"/> rows so that others are committed in
/// between. After a kill of the server it continues at the next start.
/// </summary>
/// <typeparam name="TPayload">Identifies the rows to delete.</typeparam>
public abstract class EraseTask<TPayload>(Committer committer)
{
    /// <summary>The default delays of <see cref="IQueuedTask{TPayload}"/>.</summary>
    public static IReadOnlyList<TimeSpan> RetryDelays { get; } = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1)];

    public async Task<TaskResult> RunAsync(TPayload payload, CancellationToken cancellationToken)
    {
        var erased = 0;
        foreach (var batch in Batches(payload))
            erased += await committer.CommitInBatchesAsync(batch, cancellationToken);

        return TaskResult.Completed($"erased {erased} rows");
    }

    /// <summary>The steps, in order. Each is a write request that returns the number of deleted rows, and is repeated until that is 0.</summary>
    protected abstract IEnumerable<Func<WriteTransaction, int>> Batches(TPayload payload);
}
