using System.Collections.Frozen;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Plaza.Contracts.Ids;
using Plaza.Data.Committing;
using Plaza.Data.Nodes;
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
    Node node,
    TimeProvider clock,
    IHostApplicationLifetime lifetime,
    ILogger<TaskRunner> logger) : BackgroundService
{
    private static readonly TimeSpan MaxSleep = TimeSpan.FromMinutes(1);

    /// <summary>How often the queue is polled for tasks that other nodes added, which send no signal.</summary>
    private static readonly TimeSpan MaxSleepWhenShared = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _added = new(0);

    /// <summary>Tasks of claims that failed. On PostgreSQL a claim may be stored although its connection was lost; none of these tasks has started.</summary>
    private readonly HashSet<TaskId> _unconfirmed = [];

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

    /// <summary>Stops as soon as the shutdown begins, together with the doors, so that running tasks have the whole shutdown timeout.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        var ct = stopping.Token;
        var known = catalog.Tasks.ToFrozenDictionary(task => task.Name);
        await RequeueAsync(ct);

        while (!ct.IsCancellationRequested)
        {
            lanes.RemoveEnded();
            if (!await StartDueAsync(known, ct))
                await SleepAsync(ct);
        }

        await Task.WhenAll(lanes.Running);
    }

    /// <summary>Retries until the change is stored: before that, tasks of the previous run are marked as running.</summary>
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

    /// <returns>False when nothing more can be started now.</returns>
    private async Task<bool> StartDueAsync(FrozenDictionary<string, TaskDefinition> known, CancellationToken ct)
    {
        try
        {
            while (_added.Wait(0, CancellationToken.None))
            {
                // Several additions need only one query.
            }

            if (queue.ConsumeRetriedFlag())
                lanes.ProbeAll();

            // In one transaction, which sees everything committed before the wake-up.
            var (taken, bounded) = await committer.CommitAsync(
                tx =>
                {
                    if (_unconfirmed.Count > 0)
                        queue.RevertClaims(tx, _unconfirmed);

                    _due = queue.NextDue(tx);
                    var bounded = BoundDue(tx, known);
                    if (bounded > 0)
                        _due = queue.NextDue(tx);
                    var taken = lanes.Startable(_due).SelectMany(one => queue.Claim(tx, one.Lane.Name, one.Places)).ToList();
                    _unconfirmed.UnionWith(taken.Select(task => task.Id));
                    return (taken, bounded);
                },
                WriteLane.Background,
                ct);
            _unconfirmed.Clear();
            foreach (var task in taken)
                lanes.Of(task.Name).Start(runs.RunAsync(task, known.GetValueOrDefault(task.Name), ReplacedOf(task), ct));

            return taken.Count > 0 || bounded is Committer.BatchSize;
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

    /// <returns>Cancelled when another node may run the task: this node has lost its lease since the claim, or will.</returns>
    private CancellationToken ReplacedOf(ClaimedTask task)
    {
        var replaced = node.Replaced;
        return task.Node == node.Id ? replaced : new(canceled: true);
    }

    /// <returns>How many tasks were due too late, in this batch.</returns>
    private int BoundDue(WriteTransaction tx, FrozenDictionary<string, TaskDefinition> known)
    {
        var bounded = 0;
        foreach (var kind in _due)
            bounded += queue.BoundDue(tx, kind.Name, tx.Now + MaxDelay(known, kind.Name), Committer.BatchSize - bounded);

        return bounded;
    }

    /// <summary>The maximum delay of the next run of a task: its longest retry delay with its jitter.</summary>
    private static TimeSpan MaxDelay(FrozenDictionary<string, TaskDefinition> known, string name) =>
        known.GetValueOrDefault(name) is { RetryDelays: { Count: > 0 } delays } ? delays.Max() * (1 + TaskExecutor.MaxJitter) : TimeSpan.Zero;

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

    /// <summary>Waits until a task was added, the next one can be started, or a running one has ended.</summary>
    private async Task SleepAsync(CancellationToken ct)
    {
        var running = lanes.Running.ToList();
        if (running.Count is 0)
            EndWork();

        try
        {
            var longest = node.IsShared ? MaxSleepWhenShared : MaxSleep;
            var next = lanes.NextStart(_due) - clock.GetUtcNow() ?? longest;
            if (next <= TimeSpan.Zero)
                return;

            using var waking = CancellationTokenSource.CreateLinkedTokenSource(ct);
            var timer = Task.Delay(next < longest ? next : longest, clock, waking.Token);
            await Task.WhenAny([_added.WaitAsync(waking.Token), timer, .. running]);
            await waking.CancelAsync();
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            await DelayAfterFailureAsync(fault, ct);
        }
        catch (OperationCanceledException)
        {
            // The server stops; running tasks are awaited elsewhere.
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
