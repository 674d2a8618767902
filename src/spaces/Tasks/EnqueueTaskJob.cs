using Microsoft.Extensions.Logging;
using Plaza.Contracts;
using Plaza.Data.Committing;
using Plaza.Data.Tasks;
using Quartz;

namespace Plaza.Tasks;

/// <summary>
/// What Quartz calls at the time: it only puts the task into the queue. It insists while nothing can be written down, so that
/// no period is left out; those of a task that come due meanwhile wait behind it.
/// </summary>
[DisallowConcurrentExecution]
internal sealed class EnqueueTaskJob(TaskQueue queue, Committer committer, TimeProvider clock, ILogger<EnqueueTaskJob> logger) : IJob, IDisposable
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stopping = new();

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await EnqueueUntilStoredAsync(context.JobDetail.Key.Name, context.ScheduledFireTimeUtc ?? context.FireTimeUtc);

    /// <summary>Completes when it stands in the queue, or when this was stopped.</summary>
    public async Task EnqueueUntilStoredAsync(string task, DateTimeOffset period)
    {
        for (var tries = 0; !_stopping.IsCancellationRequested && !await TryAsync(task, period, CancellationToken.None); tries++)
        {
            if (tries is 0)
                logger.PeriodWaits(task, SchedulePeriods.Name(period));

            await Task.Delay(RetryDelay, clock, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <returns>False when nothing can be written down at the moment.</returns>
    public async Task<bool> TryAsync(string task, DateTimeOffset period, CancellationToken ct)
    {
        try
        {
            await EnqueueAsync(task, period, ct);
            return true;
        }
        catch (RequestRejectedException refused) when (refused.Reason is RejectionReason.Unavailable)
        {
            return false;
        }
    }

    /// <returns>Whether it was new.</returns>
    public ValueTask<bool> EnqueueAsync(string task, DateTimeOffset period, CancellationToken ct)
    {
        var key = SchedulePeriods.Name(period);
        return committer.CommitAsync(commit => queue.Add(commit, task, key, key, commit.Now), WriteLane.Background, ct);
    }

    /// <summary>Has it insist no longer: the period is caught up by the next start.</summary>
    public Task StopAsync() => _stopping.CancelAsync();

    public void Dispose() => _stopping.Dispose();
}
