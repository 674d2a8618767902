using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;

namespace Plaza.Spaces.Diagnostics;

/// <summary>The publishers and subscribers of all events. Deterministic: independent of the order in which spaces are added.</summary>
/// <param name="Events">The events, sorted by wire name.</param>
public sealed record EventGraph(IReadOnlyList<EventNode> Events)
{
    internal const string Bus = "bus";
    internal const string Outside = "outside";

    /// <summary>The names of all publishers, sorted.</summary>
    public IReadOnlyList<string> Publishers => InOrder(Events.SelectMany(node => node.PublishedBy));

    /// <summary>The names of all subscribers, sorted.</summary>
    public IReadOnlyList<string> Subscribers => InOrder(Events.SelectMany(node => node.SubscribedBy).Select(subscriber => subscriber.Space));

    /// <summary>The graph of what the spaces declare, without other subscriptions.</summary>
    public static EventGraph Of(SpaceCatalog catalog) => Of(catalog, []);

    /// <summary>The graph as a Mermaid flowchart, ending in a line break. Equal graphs give equal texts.</summary>
    public string ToMermaid() => MermaidWriter.Of(this);

    internal static EventGraph Of(SpaceCatalog catalog, IEnumerable<Subscription> outside)
    {
        var publishers = catalog.PublishedEvents.ToLookup(one => one.Event, one => one.Space);
        var subscribers = catalog.Subscriptions
            .Select(one => (one.Event, Subscriber: new EventSubscriber(one.Space, one.Delivery.Mode)))
            .Concat(outside.Select(one => (Event: one.EventType, Subscriber: new EventSubscriber(Outside, one.Delivery.Mode))))
            .ToLookup(one => one.Event, one => one.Subscriber);

        return new(
        [
            .. publishers.Select(one => one.Key).Union(subscribers.Select(one => one.Key))
                .OrderBy(type => type.Name, StringComparer.Ordinal)
                .Select(type => new EventNode(type.Name, type.IsOwn ? [Bus] : InOrder(publishers[type]), InOrder(subscribers[type]))),
        ]);
    }

    private static List<string> InOrder(IEnumerable<string> names) => [.. names.Distinct().Order(StringComparer.Ordinal)];

    private static List<EventSubscriber> InOrder(IEnumerable<EventSubscriber> subscribers) =>
        [.. subscribers.Distinct().OrderBy(subscriber => subscriber.Space, StringComparer.Ordinal).ThenBy(subscriber => subscriber.Mode)];
}
