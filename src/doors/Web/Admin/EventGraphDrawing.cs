using System.Globalization;
using Plaza.Spaces.Diagnostics;
using Plaza.Spaces.Events;

namespace Plaza.Web.Admin;

/// <summary>The layout of the event graph in three columns: publishers, events, subscribers. Computed on the server, so that it needs no script.</summary>
internal sealed record EventGraphDrawing(int Height, IReadOnlyList<SpaceBox> Publishers, IReadOnlyList<EventRow> Events, IReadOnlyList<SpaceBox> Subscribers)
{
    public const int Width = 960;
    public const int PublishersEnd = 150;
    public const int EventsBegin = 270;
    public const int EventsEnd = 600;
    public const int SubscribersBegin = 740;
    public const int SubscribersEnd = Width - 1;

    private const int Top = 36;
    private const int Row = 30;
    private const int SubscriberRow = 60;

    public static EventGraphDrawing Of(EventGraph graph)
    {
        var events = graph.Events.OrderBy(node => node.PublishedBy is [var first, ..] ? first : "", StringComparer.Ordinal).ToList();
        var height = Math.Max(events.Count * Row, graph.Subscribers.Count * SubscriberRow);
        var rows = events.Index().ToDictionary(at => at.Item.Name, at => At(at.Index, events.Count, height));

        var publishers = graph.Publishers
            .Select(space => new SpaceBox(space, Middle(events.Where(node => node.PublishedBy.Contains(space)), rows)))
            .ToDictionary(box => box.Name);
        var subscribers = graph.Subscribers
            .OrderBy(space => Middle(events.Where(node => node.SubscribedBy.Any(subscriber => subscriber.Space == space)), rows))
            .Index()
            .Select(at => new SpaceBox(at.Item, At(at.Index, graph.Subscribers.Count, height)))
            .ToDictionary(box => box.Name);

        return new(
            Top + height,
            [.. publishers.Values],
            [.. events.Select(node => new EventRow(node.Name, rows[node.Name], [.. LinesOf(node, rows[node.Name], publishers, subscribers)]))],
            [.. subscribers.Values]);
    }

    /// <summary>The SVG attribute <c>textLength</c>, which compresses the name of an event into its box; null for a name that fits.</summary>
    public static int? NameLength(string name) => Compressed(name, 7.6, EventsEnd - EventsBegin - 20);

    /// <summary>The same for a text in the box of a subscriber.</summary>
    public static int? StateLength(string text) => Compressed(text, 7, SubscribersEnd - SubscribersBegin - 32);

    /// <param name="text">The text.</param>
    /// <param name="width">The greatest average width of a character in its font.</param>
    /// <param name="room">The width that is available.</param>
    private static int? Compressed(string text, double width, int room) => text.Length * width > room ? room : null;

    private static IEnumerable<EdgeLine> LinesOf(
        EventNode node, int y, Dictionary<string, SpaceBox> publishers, Dictionary<string, SpaceBox> subscribers) =>
    [
        .. node.PublishedBy.Select(space => new EdgeLine("flow-published", Curve(PublishersEnd, publishers[space].Y, EventsBegin, y))),
        .. node.SubscribedBy.Select(subscriber => new EdgeLine(CssClass(subscriber.Mode), Curve(EventsEnd, y, SubscribersBegin, subscribers[subscriber.Space].Y + Aside(subscriber.Mode)))),
    ];

    private static string CssClass(DeliveryMode mode) => mode switch
    {
        DeliveryMode.Durable => "flow-durable",
        DeliveryMode.Queued or DeliveryMode.Concurrent => "flow-queued",
        _ => "flow-live",
    };

    /// <summary>A vertical offset for each mode, so that lines of different modes to the same space do not overlap.</summary>
    private static int Aside(DeliveryMode mode) => mode switch
    {
        DeliveryMode.Durable => 8,
        DeliveryMode.Queued or DeliveryMode.Concurrent => 0,
        _ => -8,
    };

    private static int At(int index, int count, int height) => Top + (((2 * index) + 1) * height / (2 * count));

    private static int Middle(IEnumerable<EventNode> events, Dictionary<string, int> rows) =>
        (int)events.Select(node => rows[node.Name]).Average();

    private static string Curve(int fromX, int fromY, int toX, int toY)
    {
        var half = (fromX + toX) / 2;
        return string.Create(CultureInfo.InvariantCulture, $"M{fromX} {fromY}C{half} {fromY} {half} {toY} {toX} {toY}");
    }
}

/// <summary>A space; <paramref name="Y"/> is the middle of its box.</summary>
internal sealed record SpaceBox(string Name, int Y);

/// <summary>An event and its lines to publishers and subscribers.</summary>
internal sealed record EventRow(string Name, int Y, IReadOnlyList<EdgeLine> Lines);

/// <param name="CssClass">The CSS class.</param>
/// <param name="Path">The SVG path data.</param>
internal sealed record EdgeLine(string CssClass, string Path);
