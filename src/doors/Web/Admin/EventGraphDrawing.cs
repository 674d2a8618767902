using System.Globalization;
using Plaza.Spaces.Diagnostics;
using Plaza.Spaces.Events;

namespace Plaza.Web.Admin;

/// <summary>The layout of the event graph in three columns: publishers, events, subscribers. Computed on the server, so that it needs no script.</summary>
internal sealed record EventGraphDrawing(int Height, IReadOnlyList<SpaceBox> Publishers, IReadOnlyList<EventRow> Events, IReadOnlyList<SpaceBox> Subscribers)
{
    public const int Width = 960;
    public const int PublishersEnd = 150;
    public const int EventsBegin = 310;
    public const int EventsEnd = 600;
    public const int SubscribersBegin = 780;

    private const int Top = 36;
    private const int Row = 30;
    private const int SubscriberRow = 60;

    public static EventGraphDrawing Of(EventGraph graph)
    {
        var events = graph.Events.OrderBy(node => node.PublishedBy is [var first, ..] ? first : "", StringComparer.Ordinal).ToList();
        var height = Math.Max(events.Count * Row, graph.Subscribers.Count * SubscriberRow);
        var places = events.Index().ToDictionary(at => at.Item.Name, at => At(at.Index, events.Count, height));

        var publishers = graph.Publishers
            .Select(space => new SpaceBox(space, Middle(events.Where(node => node.PublishedBy.Contains(space)), places)))
            .ToDictionary(box => box.Name);
        var subscribers = graph.Subscribers
            .OrderBy(space => Middle(events.Where(node => node.SubscribedBy.Any(subscriber => subscriber.Space == space)), places))
            .Index()
            .Select(at => new SpaceBox(at.Item, At(at.Index, graph.Subscribers.Count, height)))
            .ToDictionary(box => box.Name);

        return new(
            Top + height,
            [.. publishers.Values],
            [.. events.Select(node => new EventRow(node.Name, places[node.Name], [.. LinesOf(node, places[node.Name], publishers, subscribers)]))],
            [.. subscribers.Values]);
    }

    private static IEnumerable<EdgeLine> LinesOf(
        EventNode node, int place, Dictionary<string, SpaceBox> publishers, Dictionary<string, SpaceBox> subscribers) =>
    [
        .. node.PublishedBy.Select(space => new EdgeLine("flow-published", Curve(PublishersEnd, publishers[space].Y, EventsBegin, place))),
        .. node.SubscribedBy.Select(subscriber => new EdgeLine(Looks(subscriber.Mode), Curve(EventsEnd, place, SubscribersBegin, subscribers[subscriber.Space].Y + Aside(subscriber.Mode)))),
    ];

    private static string Looks(DeliveryMode mode) => mode switch
    {
        DeliveryMode.Durable => "flow-durable",
        DeliveryMode.Queued or DeliveryMode.Concurrent => "flow-queued",
        _ => "flow-live",
    };

    /// <summary>Lines of two kinds that meet at one space do not cover each other.</summary>
    private static int Aside(DeliveryMode mode) => mode switch
    {
        DeliveryMode.Durable => 8,
        DeliveryMode.Queued or DeliveryMode.Concurrent => 0,
        _ => -8,
    };

    private static int At(int index, int count, int height) => Top + (((2 * index) + 1) * height / (2 * count));

    private static int Middle(IEnumerable<EventNode> events, Dictionary<string, int> places) =>
        (int)events.Select(node => places[node.Name]).Average();

    private static string Curve(int fromX, int fromY, int toX, int toY)
    {
        var half = (fromX + toX) / 2;
        return string.Create(CultureInfo.InvariantCulture, $"M{fromX} {fromY}C{half} {fromY} {half} {toY} {toX} {toY}");
    }
}

/// <summary>A space, at the height of its middle.</summary>
internal sealed record SpaceBox(string Name, int Y);

/// <summary>An event and all its lines.</summary>
internal sealed record EventRow(string Name, int Y, IReadOnlyList<EdgeLine> Lines);

/// <param name="Looks">A class of the stylesheet.</param>
/// <param name="Path">As SVG reads it.</param>
internal sealed record EdgeLine(string Looks, string Path);
