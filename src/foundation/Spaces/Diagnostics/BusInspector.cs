using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;
using Plaza.Spaces.Resilience;

namespace Plaza.Spaces.Diagnostics;

/// <summary>
/// The bus as it is at this moment, to be looked at: changes nothing, and counts nothing that is not counted anyway. Safe
/// to use from any thread.
/// </summary>
public sealed class BusInspector(SpaceCatalog catalog, IEventBus bus, DeadLetterQueue parked)
{
    /// <summary>Who says and who hears, those included who subscribed by themselves.</summary>
    public EventGraph Graph => EventGraph.Of(catalog, bus.Subscriptions.Where(one => one.Space is ""));

    /// <summary>Everyone who listens, durable listeners too, by space, handler and event.</summary>
    public IReadOnlyList<SubscriptionInfo> Subscriptions
    {
        get
        {
            var waiting = parked.All.CountBy(one => one.Subscription).ToDictionary();
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

    /// <summary>The places in the journal of those who listen durably, by name.</summary>
    public IReadOnlyList<DurableSubscriptionInfo> DurableSubscriptions =>
    [
        .. catalog.DurableSubscriptions
            .GroupBy(one => one.Delivery.SubscriptionName!)
            .OrderBy(same => same.Key, StringComparer.Ordinal)
            .Select(same => new DurableSubscriptionInfo(
                same.Key, same.First().Space, [.. same.Select(one => one.EventType.Name).Distinct().Order(StringComparer.Ordinal)])),
    ];

    /// <summary>What is kept in memory, the oldest first.</summary>
    public IReadOnlyList<DeadLetterInfo> DeadLetters =>
    [
        .. parked.All.Select(one =>
            new DeadLetterInfo(one.Id, one.Subscription.Name, one.Subscription.EventType.Name, one.Context.Sequence, one.Reason, one.DeadLetteredAt)),
    ];

    private static SubscriptionInfo Read(Subscription one, int parked) =>
        new(one.Name, one.Space is "" ? EventGraph.Outside : one.Space, one.EventType.Name, one.Delivery)
        {
            HandledCount = one.HandledCount,
            FaultedCount = one.FaultedCount,
            RejectedCount = one.RejectedCount,
            QueueLength = one.QueueLength,
            DeadLetterCount = parked,
            IsPaused = one.IsPaused,
            IsCircuitClosed = one.IsCircuitClosed,
        };
}
