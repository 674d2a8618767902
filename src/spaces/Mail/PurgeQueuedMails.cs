using Plaza.Data.Committing;
using Plaza.Data.Tables.Mail;
using Plaza.Spaces.Tasks;

namespace Plaza.Mail;

/// <summary>Deletes the counts of queued mails after a day, the longest period of a limit.</summary>
internal sealed class PurgeQueuedMails(QueuedMails queued, Committer committer, TimeProvider clock) : IRecurringTask
{

    public static string Name => "mail.purge_queued";

    public static TaskSchedule Schedule => TaskSchedule.Every(TimeSpan.FromHours(1));

    public async Task<TaskResult> RunAsync(DateTimeOffset period, CancellationToken ct)
    {
        var oldest = clock.GetUtcNow().AddDays(-1);
        var deleted = await committer.CommitInBatchesAsync(tx => queued.DeleteBatch(tx, oldest, Committer.BatchSize), ct);
        return TaskResult.Completed($"deleted {deleted} rows");
    }
}
