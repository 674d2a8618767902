using System.Collections.Frozen;
using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Plaza.Data.Committing;
using Plaza.Data.Tasks;
using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;
using Plaza.Spaces.Tasks;

namespace Plaza.Tasks;

/// <summary>
/// Runs what is due, a few tasks at a time. Wakes when something was committed that added a task, or when the next one is
/// due. A task that was running when the program ended is run again.
/// </summary>
internal sealed class TaskRunner(
    SpaceCatalog catalog,
    TaskQueue queue,
    Committer committer,
    CommitSignal signal,
    InFlight inFlight,
    IServiceProvider services,
    TimeProvider clock,
    ILogger<TaskRunner> logger) : BackgroundService
{
    private const int MostAtOnce = 4;
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Stumble = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _added = new(0);
    private InFlight.Work? _work;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        var reclaimed = await committer.CommitAsync(queue.Reclaim, cancellationToken);
        if (reclaimed > 0)
            logger.TasksReclaimed(reclaimed);

        signal.Committed += Wake;
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        signal.Committed -= Wake;
        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _added.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var known = catalog.Tasks.ToFrozenDictionary(task => task.Name);

        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var taken = await committer.CommitAsync(commit => queue.Take(commit, MostAtOnce), stoppingToken);
                await Task.WhenAll(taken.Select(task => RunAsync(task, known.GetValueOrDefault(task.Name), stoppingToken)));
                if (taken.Count is 0)
                    await SleepAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                logger.RunnerStumbled(fault, Stumble.TotalSeconds);
                await Task.Delay(Stumble, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Wake(long sequence)
    {
        if (!queue.TakeAdded())
            return;

        lock (_added)
        {
            _work ??= inFlight.Enter();
            _added.Release();
        }
    }

    private async Task SleepAsync(CancellationToken ct)
    {
        Rest();
        var next = await queue.NextDueAsync(ct) - clock.GetUtcNow() ?? LongestSleep;
        if (next <= TimeSpan.Zero)
            return;

        using var waking = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await Task.WhenAny(_added.WaitAsync(waking.Token), Task.Delay(next < LongestSleep ? next : LongestSleep, clock, waking.Token));
        await waking.CancelAsync();
        while (_added.Wait(0, CancellationToken.None))
        {
            // Several additions need one look only.
        }
    }

    private void Rest()
    {
        lock (_added)
        {
            if (_added.CurrentCount > 0)
                return;

            _work?.Dispose();
            _work = null;
        }
    }

    private async Task RunAsync(TakenTask taken, TaskDescription? task, CancellationToken ct)
    {
        var started = clock.GetTimestamp();
        var outcome = task is null
            ? TaskOutcome.Failed("this version of Plaza knows no such task")
            : await TryAsync(task, taken, ct);
        var took = clock.GetElapsedTime(started);

        await committer.CommitAsync(commit => End(commit, taken, task, outcome), CancellationToken.None);
        logger.TaskEnded(taken.Name, taken.Key, outcome.Verdict, outcome.Detail, took.TotalMilliseconds);
    }

    private async Task<TaskOutcome> TryAsync(TaskDescription task, TakenTask taken, CancellationToken ct)
    {
        using var activity = TaskTracing.Source.StartActivity(task.Name, ActivityKind.Internal);
        try
        {
            return await task.RunAsync(services, taken.Payload, ct);
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
