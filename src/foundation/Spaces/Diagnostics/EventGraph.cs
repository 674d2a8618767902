using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;

namespace Plaza.Spaces.Diagnostics;

/// <summary>Who says what, and who hears it. What a graph of one program says does not depend on the order of its spaces.</summary>
/// <param name="Events">By name.</param>
public sealed record EventGraph(IReadOnlyList<EventNode> Events)
{
    internal const string Bus = "bus";
    internal const string Outside = "outside";

    /// <summary>Whoever says something, by name.</summary>
    public IReadOnlyList<string> Publishers => InOrder(Events.SelectMany(happens => happens.PublishedBy));

    /// <summary>Whoever hears something, by name.</summary>
    public IReadOnlyList<string> Subscribers => InOrder(Events.SelectMany(happens => happens.SubscribedBy).Select(hears => hears.Space));

    /// <summary>What the spaces have declared, and nothing that subscribed by itself.</summary>
    public static EventGraph Of(SpaceCatalog catalog) => Of(catalog, []);

    /// <summary>The same as a flowchart of Mermaid, ending in a line break. The same graph always gives the same text.</summary>
    public string ToMermaid() => MermaidWriter.Of(this);

    internal static EventGraph Of(SpaceCatalog catalog, IEnumerable<Subscription> outside)
    {
        var said = catalog.PublishedEvents.ToLookup(one => one.Event, one => one.Space);
        var heard = catalog.Subscriptions
            .Select(one => (one.Event, Hearing: new EventSubscriber(one.Space, one.Delivery.Mode)))
            .Concat(outside.Select(one => (Event: one.EventType, Hearing: new EventSubscriber(Outside, one.Delivery.Mode))))
            .ToLookup(one => one.Event, one => one.Hearing);

        return new(
        [
            .. said.Select(one => one.Key).Union(heard.Select(one => one.Key))
                .OrderBy(type => type.Name, StringComparer.Ordinal)
                .Select(type => new EventNode(type.Name, type.IsOwn ? [Bus] : InOrder(said[type]), InOrder(heard[type]))),
        ]);
    }

    private static List<string> InOrder(IEnumerable<string> names) => [.. names.Distinct().Order(StringComparer.Ordinal)];

    private static List<EventSubscriber> InOrder(IEnumerable<EventSubscriber> hearings) =>
        [.. hearings.Distinct().OrderBy(hears => hears.Space, StringComparer.Ordinal).ThenBy(hears => hears.Mode)];
}
