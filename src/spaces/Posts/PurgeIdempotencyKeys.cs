using Plaza.Data.Committing;
using Plaza.Data.Tables.Posts;
using Plaza.Spaces.Tasks;

namespace Plaza.Posts;

/// <summary>Forgets idempotency keys after an hour, for which Mastodon's documentation promises to honour them.</summary>
internal sealed class PurgeIdempotencyKeys(IdempotencyKeyRepository keys, Committer committer) : IRecurringTask
{
    private const int BatchSize = 500;

    public static string Name => "posts.forget_idempotency_keys";

    public static TaskSchedule Schedule => TaskSchedule.Every(TimeSpan.FromMinutes(10));

    public async Task<TaskResult> RunAsync(DateTimeOffset period, CancellationToken ct)
    {
        var forgotten = await committer.CommitInBatchesAsync(commit => keys.RemoveOlderThan(commit, commit.Now.AddHours(-1), BatchSize), ct);
        return TaskResult.Completed($"forgot {forgotten} keys");
    }
}
