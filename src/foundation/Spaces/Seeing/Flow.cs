using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;
using Plaza.Spaces.Resilience;

namespace Plaza.Spaces.Seeing;

/// <summary>
/// The bus as it is at this moment, to be looked at: changes nothing, and counts nothing that is not counted anyway. Safe
/// to use from any thread.
/// </summary>
public sealed class Flow(SpaceCatalog catalog, IEventBus bus, ParkedEvents parked)
{
    /// <summary>Who says and who hears, those included who subscribed by themselves.</summary>
    public FlowGraph Graph => FlowGraph.Of(catalog, bus.Subscriptions.Where(one => one.Space is ""));

    /// <summary>Everyone who listens, durable listeners too, by space, handler and event.</summary>
    public IReadOnlyList<FlowListener> Listeners
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
    public IReadOnlyList<FlowDurable> Durable =>
    [
        .. catalog.Durable
            .GroupBy(one => one.Delivery.Name!)
            .OrderBy(same => same.Key, StringComparer.Ordinal)
            .Select(same => new FlowDurable(
                same.Key, same.First().Space, [.. same.Select(one => one.Type.Name).Distinct().Order(StringComparer.Ordinal)])),
    ];

    /// <summary>What is kept in memory, the oldest first.</summary>
    public IReadOnlyList<FlowParked> Parked =>
    [
        .. parked.All.Select(one =>
            new FlowParked(one.Number, one.Subscription.Name, one.Subscription.Type.Name, one.Context.Sequence, one.Reason, one.At)),
    ];

    private static FlowListener Read(Subscription one, int parked) =>
        new(one.Name, one.Space is "" ? FlowGraph.Outside : one.Space, one.Type.Name, one.Delivery)
        {
            Handled = one.Handled,
            Faulted = one.Faulted,
            Refused = one.Refused,
            Waiting = one.Waiting,
            Parked = parked,
            IsPaused = one.IsPaused,
            IsCircuitClosed = one.IsCircuitClosed,
        };
}
