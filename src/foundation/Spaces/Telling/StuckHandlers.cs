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

    private Dictionary<object, Sight> _seen = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), clock);
        while (await NextAsync(timer, stoppingToken))
        {
            var seen = new Dictionary<object, Sight>();
            foreach (var turn in Turn.All())
                Look(turn, seen);

            foreach (var worker in bus.Subscriptions.SelectMany(subscription => subscription.Mailbox?.Busy ?? []))
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

    private void Look(Turn turn, Dictionary<object, Sight> seen)
    {
        var step = turn.Entered;
        var depth = turn.Depth;
        var (topic, position) = turn.Seen();
        if (topic is null || topic.Bus != bus || position < 0)
            return;

        var sight = See(turn, new(step, position, depth));
        if (!sight.IsNamed && clock.GetElapsedTime(sight.Since) >= Patience && topic.At(position) is { } subscription)
        {
            sight = sight with { IsNamed = true };
            bus.Telemetry.Stuck(subscription);
            logger.HandlerBlocks(subscription.Name, topic.Type.Name, clock.GetElapsedTime(sight.Since).TotalSeconds);
        }

        seen[turn] = sight;
    }

    private void Look(Worker worker, Dictionary<object, Sight> seen)
    {
        var step = worker.Step;
        if (step <= 0)
            return;

        var sight = See(worker, new(step, 0, 0));
        if (worker.Limit != Timeout.InfiniteTimeSpan && clock.GetElapsedTime(sight.Since) >= worker.Limit)
            worker.Leave(step);
        else
            seen[worker] = sight;
    }

    private Sight See(object who, Standing at) =>
        _seen.TryGetValue(who, out var before) && before.At == at ? before : new(at, clock.GetTimestamp(), IsNamed: false);

    /// <summary>Where somebody stands; the same twice when it has not moved between.</summary>
    private readonly record struct Standing(long Step, int Position, int Depth);

    /// <summary>Who was seen standing there, since when, and whether that was said.</summary>
    private readonly record struct Sight(Standing At, long Since, bool IsNamed);
}
