using Plaza.Data.Committing;
using Plaza.Spaces.Tasks;

namespace Plaza.Data.Tasks;

/// <summary>
/// A task that deletes any number of rows, in write requests of at most <see cref="BatchSize"/> rows so that others are committed between. A server
/// that is killed meanwhile goes on after the next start.
/// </summary>
/// <typeparam name="TPayload">Says whose rows they are.</typeparam>
public abstract class EraseTask<TPayload>(Committer committer)
{
    /// <summary>How many rows one write request deletes.</summary>
    protected const int BatchSize = 500;

    /// <summary>How many where each also changes other rows and publishes an event.</summary>
    protected const int EventBatchSize = 100;

    /// <summary>As every <see cref="IQueuedTask{TPayload}"/> has them.</summary>
    public static IReadOnlyList<TimeSpan> RetryDelays { get; } = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1)];

    public async Task<TaskResult> RunAsync(TPayload payload, CancellationToken cancellationToken)
    {
        var erased = 0;
        foreach (var batch in Batches(payload))
            erased += await committer.CommitInBatchesAsync(batch, cancellationToken);

        return TaskResult.Completed($"erased {erased} rows");
    }

    /// <summary>The steps, in order. Each is a write request that returns how many rows it deleted, and runs again until that is 0.</summary>
    protected abstract IEnumerable<Func<WriteTransaction, int>> Batches(TPayload payload);
}
