using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Plaza.Data.Committing;
using Plaza.Data.Tasks;
using Plaza.Spaces.Tasks;

namespace Plaza.Tasks;

/// <summary>Runs one task and stores its result.</summary>
internal sealed class TaskExecutor(TaskQueue queue, Committer committer, IServiceProvider services, TimeProvider clock, ILogger<TaskExecutor> logger)
{
    /// <summary>The maximum jitter, as a fraction of the retry delay, so that tasks that failed together are not retried together.</summary>
    public const double MaxJitter = 0.25;

    /// <summary>A task that takes longer is cancelled. It occupies its lane until it has ended, so that it never runs beside its retry.</summary>
    private static readonly TimeSpan RunTimeout = TimeSpan.FromMinutes(10);

    /// <summary>The time that the shutdown waits for a cancelled task and for storing its result.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Each run of a task is a span of this source.</summary>
    private static readonly ActivitySource Activities = new("Plaza.Tasks");

    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RetryDelayAtShutdown = TimeSpan.FromMilliseconds(500);

    /// <summary>Never throws. An unknown task (null) is dead-lettered.</summary>
    /// <param name="taken">The claimed task.</param>
    /// <param name="task">Its definition.</param>
    /// <param name="replaced">Cancelled when another node may run the task: its result here is not stored.</param>
    /// <param name="ct">Cancelled at shutdown. A result that exists by then is stored.</param>
    public async Task<TaskResult> RunAsync(ClaimedTask taken, TaskDefinition? task, CancellationToken replaced, CancellationToken ct)
    {
        using var tooLate = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        await using var ending = ct.Register(() => tooLate.CancelAfter(ShutdownTimeout));
        var started = clock.GetTimestamp();
        var outcome = task is null
            ? TaskResult.Failed("this version of Plaza has no such task")
            : await TryAsync(task, taken, replaced, ct, tooLate.Token);
        if (outcome is null)
        {
            logger.TaskAbandoned(taken.Name, taken.Key);
            return TaskResult.Postponed("it was running at shutdown", TimeSpan.Zero);
        }

        if (outcome.Kind is not TaskResultKind.Unavailable)
            logger.TaskEnded(taken.Name, taken.Key, outcome.Kind, outcome.Detail, clock.GetElapsedTime(started).TotalMilliseconds);

        while (!await TryEndAsync(taken, task, outcome, ct.IsCancellationRequested ? RetryDelayAtShutdown : RetryDelay, tooLate.Token)
            && !tooLate.IsCancellationRequested)
        {
            // The disk may be full: the result is stored as soon as there is space.
        }

        return outcome;
    }

    private async Task<bool> TryEndAsync(ClaimedTask taken, TaskDefinition? task, TaskResult outcome, TimeSpan pause, CancellationToken tooLate)
    {
        try
        {
            return await committer.CommitAsync(tx => End(tx, taken, task, outcome), WriteLane.Background, CancellationToken.None);
        }
        catch (Exception fault)
        {
            logger.StoringResultFailed(fault, taken.Name, taken.Key, pause.TotalSeconds);
            await Task.Delay(pause, clock, tooLate).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return false;
        }
    }

    /// <returns>Null when the task still runs at the end of the shutdown: its row stays marked as running, and it runs again after the next
    /// start.</returns>
    private async Task<TaskResult?> TryAsync(TaskDefinition task, ClaimedTask taken, CancellationToken replaced, CancellationToken ct, CancellationToken tooLate)
    {
        using var activity = Activities.StartActivity(task.Name, ActivityKind.Internal);
        using var limit = new CancellationTokenSource(RunTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, replaced, limit.Token);
        await using var overdue = limit.Token.Register(() => logger.TaskOverdue(taken.Name, taken.Key, RunTimeout.TotalMinutes));
        var running = Task.CompletedTask;
        try
        {
            var run = task.RunAsync(services, taken.Payload, either.Token);
            running = run;
            return await run.WaitAsync(tooLate);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return running.IsCompleted ? TaskResult.Postponed("interrupted by the shutdown", TimeSpan.Zero) : null;
        }
        catch (OperationCanceledException) when (replaced.IsCancellationRequested)
        {
            return TaskResult.Postponed("its node lost the lease", TimeSpan.Zero);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return TaskResult.Retry($"cancelled because it took longer than {RunTimeout.TotalMinutes:0} minutes");
        }
        catch (Exception fault)
        {
            logger.TaskFailed(fault, taken.Name, taken.Key);
            return TaskResult.Retry(fault.Message);
        }
    }

    private bool End(WriteTransaction tx, ClaimedTask taken, TaskDefinition? task, TaskResult outcome)
    {
        var (state, attempts, due) = outcome.Kind switch
        {
            TaskResultKind.Completed => (TaskState.Completed, taken.Attempts + 1, tx.Now),
            TaskResultKind.Postponed => (TaskState.Pending, taken.Attempts, tx.Now + outcome.After),
            TaskResultKind.Unavailable => (TaskState.Pending, taken.Attempts, tx.Now),
            TaskResultKind.Retry when taken.Attempts < task!.RetryDelays.Count =>
                (TaskState.Pending, taken.Attempts + 1, tx.Now + AddJitter(task.RetryDelays[taken.Attempts], taken)),
            _ => (TaskState.DeadLettered, taken.Attempts + 1, tx.Now),
        };
        queue.Finish(tx, taken, state, attempts, due, outcome.Detail);
        return true;
    }

    /// <summary>The jitter is a hash of id and attempt (Fibonacci hashing), so that tests are deterministic.</summary>
    private static TimeSpan AddJitter(TimeSpan delay, ClaimedTask taken)
    {
        var hash = (ulong)(taken.Id.Value + taken.Attempts) * 0x9E3779B97F4A7C15;
        return delay * (1 + ((hash >> 44) / (double)(1 << 20) * MaxJitter));
    }
}
