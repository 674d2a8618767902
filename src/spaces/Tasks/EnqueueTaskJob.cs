using Microsoft.Extensions.Logging;
using Plaza.Contracts;
using Plaza.Data.Committing;
using Plaza.Data.Tasks;
using Quartz;

namespace Plaza.Tasks;

/// <summary>
/// The Quartz job that queues a recurring task. Retries while the database cannot be written, so that no period is lost; later periods of the task
/// wait for it.
/// </summary>
[DisallowConcurrentExecution]
internal sealed class EnqueueTaskJob(TaskQueue queue, Committer committer, TimeProvider clock, ILogger<EnqueueTaskJob> logger) : IJob, IDisposable
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stopping = new();

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await EnqueueUntilStoredAsync(context.JobDetail.Key.Name, context.ScheduledFireTimeUtc ?? context.FireTimeUtc);

    /// <summary>Completes when the task is queued or the job was stopped.</summary>
    public async Task EnqueueUntilStoredAsync(string task, DateTimeOffset period)
    {
        for (var attempts = 0; !_stopping.IsCancellationRequested && !await TryAsync(task, period, CancellationToken.None); attempts++)
        {
            if (attempts is 0)
                logger.EnqueueFailed(task, SchedulePeriods.Name(period));

            await Task.Delay(RetryDelay, clock, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <returns>False when the database cannot be written at the moment.</returns>
    public async Task<bool> TryAsync(string task, DateTimeOffset period, CancellationToken ct)
    {
        try
        {
            await EnqueueAsync(task, period, ct);
            return true;
        }
        catch (RequestRejectedException rejection) when (rejection.Reason is RejectionReason.Unavailable)
        {
            return false;
        }
    }

    /// <returns>Whether the period was not queued before.</returns>
    public ValueTask<bool> EnqueueAsync(string task, DateTimeOffset period, CancellationToken ct)
    {
        var key = SchedulePeriods.Name(period);
        return committer.CommitAsync(tx => queue.Add(tx, task, key, key, tx.Now), WriteLane.Background, ct);
    }

    /// <summary>Ends the retries; the next start queues the period.</summary>
    public Task StopAsync() => _stopping.CancelAsync();

    public void Dispose() => _stopping.Dispose();
}
