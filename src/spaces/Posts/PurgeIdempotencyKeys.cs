using Plaza.Data.Committing;
using Plaza.Data.Tables.Posts;
using Plaza.Spaces.Tasks;

namespace Plaza.Posts;

/// <summary>Deletes idempotency keys after one hour, the time for which Mastodon's documentation promises to honour them.</summary>
internal sealed class PurgeIdempotencyKeys(IdempotencyKeyRepository keys, Committer committer) : IRecurringTask
{

    public static string Name => "posts.forget_idempotency_keys"; // stored in rows: never changes

    public static TaskSchedule Schedule => TaskSchedule.Every(TimeSpan.FromMinutes(10));

    public async Task<TaskResult> RunAsync(DateTimeOffset period, CancellationToken ct)
    {
        var deleted = await committer.CommitInBatchesAsync(tx => keys.RemoveOlderThan(tx, tx.Now.AddHours(-1), Committer.BatchSize), ct);
        return TaskResult.Completed($"deleted {deleted} keys");
    }
}
