using System.Globalization;
using Plaza.Spaces.Diagnostics;
using Plaza.Spaces.Events;

namespace Plaza.Web.Admin;

/// <summary>The layout of the event graph in three columns: publishers, events, subscribers. Computed on the server, so that it needs no script.</summary>
internal sealed record EventGraphDrawing(int Height, IReadOnlyList<SpaceBox> Sayers, IReadOnlyList<EventRow> Events, IReadOnlyList<SpaceBox> Hearers)
{
    public const int Width = 960;
    public const int SayersEnd = 150;
    public const int EventsBegin = 310;
    public const int EventsEnd = 600;
    public const int HearersBegin = 780;

    private const int Top = 36;
    private const int Row = 30;
    private const int HearerRow = 60;

    public static EventGraphDrawing Of(EventGraph graph)
    {
        var events = graph.Events.OrderBy(happens => happens.PublishedBy is [var first, ..] ? first : "", StringComparer.Ordinal).ToList();
        var height = Math.Max(events.Count * Row, graph.Subscribers.Count * HearerRow);
        var places = events.Index().ToDictionary(at => at.Item.Name, at => At(at.Index, events.Count, height));

        var sayers = graph.Publishers
            .Select(space => new SpaceBox(space, Middle(events.Where(happens => happens.PublishedBy.Contains(space)), places)))
            .ToDictionary(box => box.Name);
        var hearers = graph.Subscribers
            .OrderBy(space => Middle(events.Where(happens => happens.SubscribedBy.Any(hears => hears.Space == space)), places))
            .Index()
            .Select(at => new SpaceBox(at.Item, At(at.Index, graph.Subscribers.Count, height)))
            .ToDictionary(box => box.Name);

        return new(
            Top + height,
            [.. sayers.Values],
            [.. events.Select(happens => new EventRow(happens.Name, places[happens.Name], [.. LinesOf(happens, places[happens.Name], sayers, hearers)]))],
            [.. hearers.Values]);
    }

    private static IEnumerable<EdgeLine> LinesOf(
        EventNode happens, int place, Dictionary<string, SpaceBox> sayers, Dictionary<string, SpaceBox> hearers) =>
    [
        .. happens.PublishedBy.Select(space => new EdgeLine("flow-said", Curve(SayersEnd, sayers[space].Y, EventsBegin, place))),
        .. happens.SubscribedBy.Select(hears => new EdgeLine(Looks(hears.Mode), Curve(EventsEnd, place, HearersBegin, hearers[hears.Space].Y + Aside(hears.Mode)))),
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
        (int)events.Select(happens => places[happens.Name]).Average();

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
