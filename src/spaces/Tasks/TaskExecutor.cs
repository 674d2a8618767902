using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Plaza.Data.Committing;
using Plaza.Data.Tasks;
using Plaza.Spaces.Tasks;

namespace Plaza.Tasks;

/// <summary>Runs one task and records how it ended.</summary>
internal sealed class TaskExecutor(TaskQueue queue, Committer committer, IServiceProvider services, TimeProvider clock, ILogger<TaskExecutor> logger)
{
    /// <summary>A task that takes longer is cancelled. It holds its place until it has ended, so that it never runs beside its retry.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>How long a task that was cancelled by the server's end, and the record of it, are waited for.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StumbleAtShutdown = TimeSpan.FromMilliseconds(500);

    /// <summary>Never throws. A task of which nothing is known here (null) is parked.</summary>
    /// <param name="taken">What to run.</param>
    /// <param name="task">How.</param>
    /// <param name="ct">The server's end. What has had an effect until then is recorded.</param>
    public async Task<TaskResult> RunAsync(ClaimedTask taken, TaskDefinition? task, CancellationToken ct)
    {
        using var tooLate = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        await using var ending = ct.Register(() => tooLate.CancelAfter(ShutdownTimeout));
        var started = clock.GetTimestamp();
        var outcome = task is null
            ? TaskResult.Failed("this version of Plaza knows no such task")
            : await TryAsync(task, taken, ct, tooLate.Token);
        if (outcome is null)
        {
            logger.TaskAbandoned(taken.Name, taken.Key);
            return TaskResult.Postponed("it was running when the server ended", TimeSpan.Zero);
        }

        if (outcome.Kind is not TaskResultKind.Unavailable)
            logger.TaskEnded(taken.Name, taken.Key, outcome.Kind, outcome.Detail, clock.GetElapsedTime(started).TotalMilliseconds);

        while (!await TryEndAsync(taken, task, outcome, ct.IsCancellationRequested ? StumbleAtShutdown : RetryDelay, tooLate.Token)
            && !tooLate.IsCancellationRequested)
        {
            // The disk may be full: what was done is recorded as soon as there is room.
        }

        return outcome;
    }

    private async Task<bool> TryEndAsync(ClaimedTask taken, TaskDefinition? task, TaskResult outcome, TimeSpan pause, CancellationToken tooLate)
    {
        try
        {
            return await committer.CommitAsync(commit => End(commit, taken, task, outcome), WriteLane.Background, CancellationToken.None);
        }
        catch (Exception fault)
        {
            logger.EndingFailed(fault, taken.Name, taken.Key, pause.TotalSeconds);
            await Task.Delay(pause, clock, tooLate).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return false;
        }
    }

    /// <returns>Null when it still runs although the server has to end: it stays marked as running, and runs again after the next start.</returns>
    private async Task<TaskResult?> TryAsync(TaskDefinition task, ClaimedTask taken, CancellationToken ct, CancellationToken tooLate)
    {
        using var activity = TaskTelemetry.Source.StartActivity(task.Name, ActivityKind.Internal);
        using var limit = new CancellationTokenSource(Limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        await using var overdue = limit.Token.Register(() => logger.TaskOverdue(taken.Name, taken.Key, Limit.TotalMinutes));
        var running = Task.CompletedTask;
        try
        {
            var run = task.RunAsync(services, taken.Payload, either.Token);
            running = run;
            return await run.WaitAsync(tooLate);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return running.IsCompleted ? TaskResult.Postponed("interrupted by the server's end", TimeSpan.Zero) : null;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return TaskResult.Retry($"cancelled because it took longer than {Limit.TotalMinutes:0} minutes");
        }
        catch (Exception fault)
        {
            logger.TaskThrew(fault, taken.Name, taken.Key);
            return TaskResult.Retry(fault.Message);
        }
    }

    private bool End(WriteTransaction commit, ClaimedTask taken, TaskDefinition? task, TaskResult outcome)
    {
        var (state, attempts, due) = outcome.Kind switch
        {
            TaskResultKind.Completed => (TaskState.Completed, taken.Attempts + 1, commit.Now),
            TaskResultKind.Postponed => (TaskState.Pending, taken.Attempts, commit.Now + outcome.After),
            TaskResultKind.Unavailable => (TaskState.Pending, taken.Attempts, commit.Now),
            TaskResultKind.Retry when taken.Attempts < task!.RetryDelays.Count =>
                (TaskState.Pending, taken.Attempts + 1, commit.Now + Spread(task.RetryDelays[taken.Attempts], taken)),
            _ => (TaskState.DeadLettered, taken.Attempts + 1, commit.Now),
        };
        queue.Finish(commit, taken.Id, state, attempts, due, outcome.Detail);
        return true;
    }

    /// <summary>
    /// Up to a quarter longer, so that tasks that failed together do not come back together. What each gets follows from its id and attempt
    /// (Fibonacci hashing), not from chance.
    /// </summary>
    private static TimeSpan Spread(TimeSpan delay, ClaimedTask taken)
    {
        var hash = (ulong)(taken.Id.Value + taken.Attempts) * 0x9E3779B97F4A7C15;
        return delay * (1 + ((hash >> 44) / (double)(1 << 20) / 4));
    }
}
