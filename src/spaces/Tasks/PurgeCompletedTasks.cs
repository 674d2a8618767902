using Plaza.Data.Committing;
using Plaza.Data.Tasks;
using Plaza.Spaces.Tasks;

namespace Plaza.Tasks;

/// <summary>Deletes completed tasks after 30 days. Dead letters stay until the operator retries them.</summary>
internal sealed class PurgeCompletedTasks(TaskQueue queue, Committer committer) : IRecurringTask
{
    private const int Days = 30;

    public static string Name => "tasks.forget_old"; // stored in rows: never changes

    public static TaskSchedule Schedule => TaskSchedule.Cron("0 45 3 * * ?");

    public async Task<TaskResult> RunAsync(DateTimeOffset period, CancellationToken ct)
    {
        var deleted = await committer.CommitInBatchesAsync(tx => queue.PurgeCompleted(tx, tx.Now.AddDays(-Days), Committer.BatchSize), ct);
        return TaskResult.Completed($"deleted {deleted} tasks");
    }
}
