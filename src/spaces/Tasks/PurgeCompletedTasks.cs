using Plaza.Data.Committing;
using Plaza.Data.Tasks;
using Plaza.Spaces.Tasks;

namespace Plaza.Tasks;

/// <summary>Keeps the record of what was done for 30 days. What is parked stays until the operator has seen to it.</summary>
internal sealed class PurgeCompletedTasks(TaskQueue queue, Committer committer) : IRecurringTask
{
    private const int Days = 30;
    private const int BatchSize = 500;

    public static string Name => "tasks.forget_old";

    public static TaskSchedule Schedule => TaskSchedule.Cron("0 45 3 * * ?");

    public async Task<TaskResult> RunAsync(DateTimeOffset period, CancellationToken ct)
    {
        var forgotten = await committer.CommitInBatchesAsync(commit => queue.PurgeCompleted(commit, commit.Now.AddDays(-Days), BatchSize), ct);
        return TaskResult.Completed($"forgot {forgotten} tasks");
    }
}
