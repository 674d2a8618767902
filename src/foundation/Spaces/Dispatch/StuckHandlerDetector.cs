using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Plaza.Spaces.Queues;

namespace Plaza.Spaces.Dispatch;

/// <summary>
/// Detects handlers that block. An inline one cannot be interrupted; log and counter name it within five seconds. A queue gets
/// another worker once its handler exceeds its timeout.
/// </summary>
internal sealed class StuckHandlerDetector(EventBus bus, TimeProvider clock, ILogger<StuckHandlerDetector> logger) : BackgroundService
{
    private static readonly TimeSpan BlockedThreshold = TimeSpan.FromSeconds(3);

    private Dictionary<object, Observation> _observations = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), clock);
        while (await NextAsync(timer, stoppingToken))
        {
            var observations = new Dictionary<object, Observation>();
            foreach (var state in ThreadDispatchState.All())
                Check(state, observations);

            foreach (var worker in bus.Subscriptions.SelectMany(subscription => subscription.Queue?.BusyWorkers ?? []))
                Check(worker, observations);

            _observations = observations;
        }
    }

    private static async ValueTask<bool> NextAsync(PeriodicTimer timer, CancellationToken cancellationToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void Check(ThreadDispatchState state, Dictionary<object, Observation> observations)
    {
        var step = state.Entered;
        var depth = state.Depth;
        var (topic, position) = state.Innermost();
        if (topic is null || topic.Bus != bus || position < 0)
            return;

        var observation = Observe(state, new(step, position, depth));
        if (!observation.IsReported && clock.GetElapsedTime(observation.Since) >= BlockedThreshold && topic.At(position) is { } subscription)
        {
            observation = observation with { IsReported = true };
            bus.Telemetry.Stuck(subscription);
            logger.HandlerBlocks(subscription.Name, topic.Type.Name, clock.GetElapsedTime(observation.Since).TotalSeconds);
        }

        observations[state] = observation;
    }

    private void Check(QueueWorker worker, Dictionary<object, Observation> observations)
    {
        var step = worker.Step;
        if (step <= 0)
            return;

        var observation = Observe(worker, new(step, 0, 0));
        if (worker.Timeout != Timeout.InfiniteTimeSpan && clock.GetElapsedTime(observation.Since) >= worker.Timeout)
            worker.Abandon(step);
        else
            observations[worker] = observation;
    }

    private Observation Observe(object who, ThreadPosition at) =>
        _observations.TryGetValue(who, out var before) && before.At == at ? before : new(at, clock.GetTimestamp(), IsReported: false);

    /// <summary>The position of a thread or worker; equal twice where it has not moved.</summary>
    private readonly record struct ThreadPosition(long Step, int Position, int Depth);

    /// <summary>The position, since when it has not changed, and whether that was reported.</summary>
    private readonly record struct Observation(ThreadPosition At, long Since, bool IsReported);
}
