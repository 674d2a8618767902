using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;
using Plaza.Spaces.Resilience;

namespace Plaza.Spaces.Diagnostics;

/// <summary>
/// Reads the present state of the bus, for admin pages and tools. Reading changes nothing and adds no cost to dispatch. Thread-safe.
/// </summary>
public sealed class BusInspector(SpaceCatalog catalog, IEventBus bus, DeadLetterQueue deadLetters)
{
    /// <summary>Publishers and subscribers of all events, subscriptions outside of spaces included.</summary>
    public EventGraph Graph => EventGraph.Of(catalog, bus.Subscriptions.Where(one => one.Space is ""));

    /// <summary>All subscriptions, durable ones included, sorted by space, handler and event.</summary>
    public IReadOnlyList<SubscriptionInfo> Subscriptions
    {
        get
        {
            var waiting = deadLetters.All.CountBy(one => one.Subscription).ToDictionary();
            return
            [
                .. bus.Subscriptions
                    .Select(one => Read(one, waiting.GetValueOrDefault(one)))
                    .OrderBy(one => one.Space, StringComparer.Ordinal)
                    .ThenBy(one => one.Handler, StringComparer.Ordinal)
                    .ThenBy(one => one.EventName, StringComparer.Ordinal),
            ];
        }
    }

    /// <summary>The durable subscriptions, sorted by name.</summary>
    public IReadOnlyList<DurableSubscriptionInfo> DurableSubscriptions =>
    [
        .. catalog.DurableSubscriptions
            .GroupBy(one => one.Delivery.SubscriptionName!)
            .OrderBy(same => same.Key, StringComparer.Ordinal)
            .Select(same => new DurableSubscriptionInfo(
                same.Key, same.First().Space, [.. same.Select(one => one.EventType.Name).Distinct().Order(StringComparer.Ordinal)])),
    ];

    /// <summary>The dead letters in memory, oldest first.</summary>
    public IReadOnlyList<DeadLetterInfo> DeadLetters =>
    [
        .. deadLetters.All.Select(one =>
            new DeadLetterInfo(one.Id, one.Subscription.Name, one.Subscription.EventType.Name, one.Context.Sequence, one.Reason, one.DeadLetteredAt)),
    ];

    private static SubscriptionInfo Read(Subscription one, int deadLetters) =>
        new(one.Name, one.Space is "" ? EventGraph.Outside : one.Space, one.EventType.Name, one.Delivery)
        {
            HandledCount = one.HandledCount,
            FaultedCount = one.FaultedCount,
            RejectedCount = one.RejectedCount,
            QueueLength = one.QueueLength,
            DeadLetterCount = deadLetters,
            IsPaused = one.IsPaused,
            IsCircuitClosed = one.IsCircuitClosed,
        };
}
