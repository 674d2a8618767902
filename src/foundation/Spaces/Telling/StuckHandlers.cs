using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Plaza.Spaces.Queues;

namespace Plaza.Spaces.Telling;

/// <summary>
/// Finds handlers that block. An inline one cannot be interrupted, so it is at least named, in the log and in a counter,
/// within five seconds; a queue is given another thread once its handler has used up its time.
/// </summary>
internal sealed class StuckHandlers(EventBus bus, TimeProvider clock, ILogger<StuckHandlers> logger) : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private Dictionary<object, (long Step, int Depth, long Since, bool Named)> _seen = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), clock);
        while (await NextAsync(timer, stoppingToken))
        {
            var seen = new Dictionary<object, (long, int, long, bool)>();
            foreach (var turn in Turn.All())
                Look(turn, seen);

            foreach (var worker in bus.Subscriptions.SelectMany(subscription => subscription.Workers))
                Look(worker, seen);

            _seen = seen;
        }
    }

    private static async ValueTask<bool> NextAsync(PeriodicTimer timer, CancellationToken ct)
    {
        try
        {
            return await timer.WaitForNextTickAsync(ct);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void Look(Turn turn, Dictionary<object, (long, int, long, bool)> seen)
    {
        var step = turn.Entered;
        var depth = turn.Depth;
        var (topic, position) = turn.Seen();
        if (topic is null || topic.Bus != bus || position < 0)
            return;

        var (since, named) = Since(turn, step * 100_000 + position, depth);
        if (!named && clock.GetElapsedTime(since) >= Patience && topic.At(position) is { } subscription)
        {
            named = true;
            bus.Telemetry.Stuck(subscription);
            logger.HandlerBlocks(subscription.Name, topic.Type.Name, clock.GetElapsedTime(since).TotalSeconds);
        }

        seen[turn] = (step * 100_000 + position, depth, since, named);
    }

    private void Look(Worker worker, Dictionary<object, (long, int, long, bool)> seen)
    {
        var step = worker.Step;
        if (step <= 0)
            return;

        var (since, _) = Since(worker, step, 0);
        if (worker.Limit != Timeout.InfiniteTimeSpan && clock.GetElapsedTime(since) >= worker.Limit)
            worker.Leave(step);
        else
            seen[worker] = (step, 0, since, false);
    }

    private (long Since, bool Named) Since(object who, long step, int depth) =>
        _seen.TryGetValue(who, out var before) && before.Step == step && before.Depth == depth
            ? (before.Since, before.Named)
            : (clock.GetTimestamp(), false);
}
