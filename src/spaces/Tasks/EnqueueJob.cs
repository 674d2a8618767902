using Plaza.Data.Committing;
using Plaza.Data.Tasks;
using Quartz;

namespace Plaza.Tasks;

/// <summary>What Quartz calls at the time: it only puts the task into the queue.</summary>
internal sealed class EnqueueJob(TaskQueue queue, Committer committer) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await EnqueueAsync(
        context.JobDetail.Key.Name, context.ScheduledFireTimeUtc ?? context.FireTimeUtc, cancellationToken);

    public ValueTask<bool> EnqueueAsync(string task, DateTimeOffset period, CancellationToken ct)
    {
        var key = Periods.Name(period);
        return committer.CommitAsync(commit => queue.Add(commit, task, key, key, commit.Now), ct);
    }
}
