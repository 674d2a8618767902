using System.Collections.Frozen;

namespace Plaza.Spaces.Durable;

/// <summary>The handlers that share one cursor.</summary>
internal sealed class DurableSubscriptionGroup(string subscription, IReadOnlyList<DurableSubscription> subscriptions)
{
    private readonly FrozenDictionary<string, DurableSubscription[]> _byName =
        subscriptions.GroupBy(one => one.EventType.Name).ToFrozenDictionary(group => group.Key, group => group.ToArray());

    public string Subscription => subscription;

    /// <summary>The wire names of their events.</summary>
    public IReadOnlyList<string> Names => _byName.Keys;

    /// <summary>The delivery of the first handler, which holds for all.</summary>
    public Events.Delivery Delivery => subscriptions[0].Delivery;

    public DurableSubscription[] Of(string name) => _byName[name];
}
