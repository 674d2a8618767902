using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Plaza.Data.Committing;
using Plaza.Data.Tasks;
using Plaza.Spaces.Tasks;

namespace Plaza.Tasks;

/// <summary>Runs one task and notes how it ended.</summary>
internal sealed class TaskRuns(TaskQueue queue, Committer committer, IServiceProvider services, TimeProvider clock, ILogger<TaskRuns> logger)
{
    /// <summary>One that takes longer counts as failed, and holds its place no longer.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Stumble = TimeSpan.FromSeconds(5);

    /// <summary>Never throws. A task of which nothing is known here (null) is parked.</summary>
    public async Task RunAsync(TakenTask taken, TaskDescription? task, CancellationToken ct)
    {
        var started = clock.GetTimestamp();
        var outcome = task is null
            ? TaskOutcome.Failed("this version of Plaza knows no such task")
            : await TryAsync(task, taken, ct);
        logger.TaskEnded(taken.Name, taken.Key, outcome.Verdict, outcome.Detail, clock.GetElapsedTime(started).TotalMilliseconds);

        while (!await TryEndAsync(taken, task, outcome, ct) && !ct.IsCancellationRequested)
        {
            // The disk may be full: what was done is noted as soon as there is room.
        }
    }

    private async Task<bool> TryEndAsync(TakenTask taken, TaskDescription? task, TaskOutcome outcome, CancellationToken ct)
    {
        try
        {
            return await committer.CommitAsync(commit => End(commit, taken, task, outcome), CancellationToken.None);
        }
        catch (Exception fault)
        {
            logger.EndingFailed(fault, taken.Name, taken.Key, Stumble.TotalSeconds);
            await Task.Delay(Stumble, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return false;
        }
    }

    private async Task<TaskOutcome> TryAsync(TaskDescription task, TakenTask taken, CancellationToken ct)
    {
        using var activity = TaskTracing.Source.StartActivity(task.Name, ActivityKind.Internal);
        try
        {
            return await task.RunAsync(services, taken.Payload, ct).WaitAsync(Limit, clock, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return TaskOutcome.Postponed("interrupted by the server's end", TimeSpan.Zero);
        }
        catch (Exception fault)
        {
            logger.TaskThrew(fault, taken.Name, taken.Key);
            return TaskOutcome.TryAgain(fault.Message);
        }
    }

    private bool End(Commit commit, TakenTask taken, TaskDescription? task, TaskOutcome outcome)
    {
        var (state, attempts, due) = outcome.Verdict switch
        {
            TaskVerdict.Done => (TaskState.Done, taken.Attempts + 1, commit.Now),
            TaskVerdict.Postponed => (TaskState.Waiting, taken.Attempts, commit.Now + outcome.After),
            TaskVerdict.TryAgain when taken.Attempts < task!.Retries.Count =>
                (TaskState.Waiting, taken.Attempts + 1, commit.Now + task.Retries[taken.Attempts]),
            _ => (TaskState.Parked, taken.Attempts + 1, commit.Now),
        };
        queue.End(commit, taken.Id, state, attempts, due, outcome.Detail);
        return true;
    }
}
