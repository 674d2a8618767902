using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Plaza.Spaces.Events;

/// <summary>
/// Names the inline handlers that block their publisher. They cannot be interrupted, so they are at least found:
/// in the log and in a counter, within five seconds.
/// </summary>
internal sealed class StuckHandlers(EventBus bus, BusMetrics metrics, TimeProvider clock, ILogger<StuckHandlers> logger)
    : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var named = new Dictionary<Subscription, long>();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), clock);

        while (await NextAsync(timer, stoppingToken))
        {
            foreach (var subscription in bus.Subscriptions)
                Look(subscription, named);
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

    private void Look(Subscription subscription, Dictionary<Subscription, long> named)
    {
        var since = subscription.StartedAt;
        if (since is 0 || clock.GetElapsedTime(since) < Patience || (named.TryGetValue(subscription, out var last) && last == since))
            return;

        named[subscription] = since;
        metrics.Stuck(subscription);
        logger.HandlerBlocks(subscription.Name, subscription.Type.Name, clock.GetElapsedTime(since).TotalSeconds);
    }
}
