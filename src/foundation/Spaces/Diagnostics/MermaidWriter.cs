using Plaza.Spaces.Events;

namespace Plaza.Spaces.Diagnostics;

/// <summary>Writes a graph as a flowchart of Mermaid: who says on the left, who hears on the right, so that no line runs back.</summary>
internal static class MermaidWriter
{
    public static string Of(EventGraph graph) => string.Concat(Lines(graph).Select(line => line + "\n"));

    private static IEnumerable<string> Lines(EventGraph graph) =>
    [
        "flowchart LR",
        "  %% --> live, ==> queued or concurrent, -.-> durable",
        .. graph.Publishers.Select(space => $"  {Id("says", space)}([{Words(space)}])"),
        .. graph.Events.Select(happens => $"  {Id("event", happens.Name)}[{Words(happens.Name)}]"),
        .. graph.Subscribers.Select(space => $"  {Id("hears", space)}([{Words(space)}])"),
        .. graph.Events.SelectMany(LinksOf),
    ];

    private static IEnumerable<string> LinksOf(EventNode happens) =>
    [
        .. happens.PublishedBy.Select(space => $"  {Id("says", space)} --> {Id("event", happens.Name)}"),
        .. happens.SubscribedBy.Select(hears => $"  {Id("event", happens.Name)} {Arrow(hears.Mode)} {Id("hears", hears.Space)}"),
    ];

    private static string Arrow(DeliveryMode mode) => mode switch
    {
        DeliveryMode.Durable => "-.->",
        DeliveryMode.Queued or DeliveryMode.Concurrent => "==>",
        _ => "-->",
    };

    private static string Words(string name) => $"\"{name.Replace("\"", "#quot;", StringComparison.Ordinal)}\"";

    /// <summary>What Mermaid takes for a part of an id stays; the rest is written as its number.</summary>
    private static string Id(string part, string name) =>
        $"{part}.{string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' ? $"{letter}" : $"/{(int)letter:x}/"))}";
}
