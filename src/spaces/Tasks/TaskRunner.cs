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
/// Runs what is due, each kind of task in its own lane. Wakes when something was committed that added a task, or when the next one is
/// due. A task that was running when the program ended is run again.
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

    /// <summary>Stops with the first sign of the end, beside the doors and not after them, so that what runs has all of the time there is.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        var ct = stopping.Token;
        var known = catalog.Tasks.ToFrozenDictionary(task => task.Name);
        await ReclaimAsync(ct);

        while (!ct.IsCancellationRequested)
        {
            lanes.TakeEnded();
            if (!await StartDueAsync(known, ct))
                await SleepAsync(ct);
        }

        await Task.WhenAll(lanes.Running);
    }

    /// <summary>Until it is written down: nothing that ran before may be taken for running now.</summary>
    private async Task ReclaimAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                var reclaimed = await committer.CommitAsync(queue.RequeueInterrupted, WriteLane.Background, ct);
                if (reclaimed > 0)
                    logger.TasksReclaimed(reclaimed);

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
                // Several additions need one look only.
            }

            if (queue.ConsumeRetriedFlag())
                lanes.ProbeAll();

            // In one transaction: what was added before the wake-up is committed before it, so it is seen.
            var taken = await committer.CommitAsync(
                commit =>
                {
                    _due = queue.NextDue(commit);
                    return lanes.Startable(_due).SelectMany(one => queue.Claim(commit, one.Lane.Name, one.Places)).ToList();
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

    /// <summary>Until something was added, the next can be started, or one that runs has ended.</summary>
    private async Task SleepAsync(CancellationToken ct)
    {
        var running = lanes.Running.ToList();
        if (running.Count is 0)
            Rest();

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
            // The server stops; what runs is waited for.
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

    private async Task DelayAfterFailureAsync(Exception fault, CancellationToken ct)
    {
        logger.RunnerStumbled(fault, RetryDelay.TotalSeconds);
        await Task.Delay(RetryDelay, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
