using System.Collections.Frozen;

namespace Plaza.Spaces.Durable;

/// <summary>The listeners that share one place in the journal.</summary>
internal sealed class DurableSubscriptionGroup(string subscription, IReadOnlyList<DurableSubscription> subscriptions)
{
    private readonly FrozenDictionary<string, DurableSubscription[]> _byName =
        subscriptions.GroupBy(one => one.EventType.Name).ToFrozenDictionary(group => group.Key, group => group.ToArray());

    public string Subscription => subscription;

    /// <summary>The wire names of what they listen to.</summary>
    public IReadOnlyList<string> Names => _byName.Keys;

    /// <summary>How they want to be told; the first of them says it for all.</summary>
    public Events.Delivery Delivery => subscriptions[0].Delivery;

    public DurableSubscription[] Of(string name) => _byName[name];
}
