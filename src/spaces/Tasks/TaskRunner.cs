using System.Collections.Frozen;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Plaza.Data.Committing;
using Plaza.Data.Tasks;
using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;
using Plaza.Spaces.Tasks;

namespace Plaza.Tasks;

/// <summary>
/// Runs the tasks that are due, each kind in its own lane. Wakes when a commit added a task, or when the next one is due. A task that was
/// running when the server stopped is run again.
/// </summary>
internal sealed class TaskRunner(
    SpaceCatalog catalog,
    TaskQueue queue,
    Committer committer,
    CommitSignal signal,
    InFlightTracker inFlight,
    TaskLanes lanes,
    TaskExecutor runs,
    TimeProvider clock,
    IHostApplicationLifetime lifetime,
    ILogger<TaskRunner> logger) : BackgroundService
{
    private const double MaxSpread = 1.25;

    private static readonly TimeSpan MaxSleep = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _added = new(0);
    private List<DueKind> _due = [];
    private InFlightTracker.Scope? _work;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
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

    /// <summary>Stops at the first sign of the shutdown, together with the doors and not after them, so that running tasks have all of the time.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        var ct = stopping.Token;
        var known = catalog.Tasks.ToFrozenDictionary(task => task.Name);
        await RequeueAsync(ct);

        while (!ct.IsCancellationRequested)
        {
            lanes.TakeEnded();
            if (!await StartDueAsync(known, ct))
                await SleepAsync(ct);
        }

        await Task.WhenAll(lanes.Running);
    }

    /// <summary>Retries until it is stored: before that, tasks of the last run look as if they were running.</summary>
    private async Task RequeueAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                var requeued = await committer.CommitAsync(queue.RequeueInterrupted, WriteLane.Background, ct);
                if (requeued > 0)
                    logger.TasksRequeued(requeued);

                return;
            }
            catch (Exception fault) when (!ct.IsCancellationRequested)
            {
                await DelayAfterFailureAsync(fault, ct);
            }
            catch (OperationCanceledException)
            {
                // The server stops.
            }
        }
    }

    /// <returns>False when nothing could be started.</returns>
    private async Task<bool> StartDueAsync(FrozenDictionary<string, TaskDefinition> known, CancellationToken ct)
    {
        try
        {
            while (_added.Wait(0, CancellationToken.None))
            {
                // Several additions need one query only.
            }

            if (queue.ConsumeRetriedFlag())
                lanes.ProbeAll();

            // In one transaction, which sees all that was committed before the wake-up.
            var taken = await committer.CommitAsync(
                tx =>
                {
                    _due = queue.NextDue(tx);
                    if (_due.Sum(kind => queue.BoundDue(tx, kind.Name, tx.Now + MaxDelay(known, kind.Name))) > 0)
                        _due = queue.NextDue(tx);
                    return lanes.Startable(_due).SelectMany(one => queue.Claim(tx, one.Lane.Name, one.Places)).ToList();
                },
                WriteLane.Background,
                ct);
            foreach (var task in taken)
                lanes.Of(task.Name).Start(runs.RunAsync(task, known.GetValueOrDefault(task.Name), ct));

            return taken.Count > 0;
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            await DelayAfterFailureAsync(fault, ct);
            return true;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }

    /// <summary>No task is ever queued for later than this from now: the longest of its retry delays, which are spread by a quarter.</summary>
    private static TimeSpan MaxDelay(FrozenDictionary<string, TaskDefinition> known, string name) =>
        known.GetValueOrDefault(name) is { RetryDelays: { Count: > 0 } delays } ? delays.Max() * MaxSpread : TimeSpan.Zero;

    private void Wake(long sequence)
    {
        if (!queue.ConsumeAddedFlag())
            return;

        lock (_added)
        {
            _work ??= inFlight.Begin();
            _added.Release();
        }
    }

    /// <summary>Until a task was added, the next can be started, or a running one has ended.</summary>
    private async Task SleepAsync(CancellationToken ct)
    {
        var running = lanes.Running.ToList();
        if (running.Count is 0)
            EndWork();

        try
        {
            var next = lanes.NextStart(_due) - clock.GetUtcNow() ?? MaxSleep;
            if (next <= TimeSpan.Zero)
                return;

            using var waking = CancellationTokenSource.CreateLinkedTokenSource(ct);
            var timer = Task.Delay(next < MaxSleep ? next : MaxSleep, clock, waking.Token);
            await Task.WhenAny([_added.WaitAsync(waking.Token), timer, .. running]);
            await waking.CancelAsync();
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            await DelayAfterFailureAsync(fault, ct);
        }
        catch (OperationCanceledException)
        {
            // The server stops; running tasks are awaited.
        }
    }

    private void EndWork()
    {
        lock (_added)
        {
            if (_added.CurrentCount > 0)
                return;

            _work?.Dispose();
            _work = null;
        }
    }

    private async Task DelayAfterFailureAsync(Exception fault, CancellationToken ct)
    {
        logger.RunnerFailed(fault, RetryDelay.TotalSeconds);
        await Task.Delay(RetryDelay, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
