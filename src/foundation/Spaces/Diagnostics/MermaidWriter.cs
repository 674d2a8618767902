using Plaza.Spaces.Events;

namespace Plaza.Spaces.Diagnostics;

/// <summary>Writes a graph as a Mermaid flowchart: publishers on the left, subscribers on the right, so that no edge runs back.</summary>
internal static class MermaidWriter
{
    public static string Of(EventGraph graph) => string.Concat(Lines(graph).Select(line => line + "\n"));

    private static IEnumerable<string> Lines(EventGraph graph) =>
    [
        "flowchart LR",
        "  %% --> live, ==> queued or concurrent, -.-> durable",
        .. graph.Publishers.Select(space => $"  {Id("publisher", space)}([{Words(space)}])"),
        .. graph.Events.Select(node => $"  {Id("event", node.Name)}[{Words(node.Name)}]"),
        .. graph.Subscribers.Select(space => $"  {Id("subscriber", space)}([{Words(space)}])"),
        .. graph.Events.SelectMany(LinksOf),
    ];

    private static IEnumerable<string> LinksOf(EventNode node) =>
    [
        .. node.PublishedBy.Select(space => $"  {Id("publisher", space)} --> {Id("event", node.Name)}"),
        .. node.SubscribedBy.Select(subscriber => $"  {Id("event", node.Name)} {Arrow(subscriber.Mode)} {Id("subscriber", subscriber.Space)}"),
    ];

    private static string Arrow(DeliveryMode mode) => mode switch
    {
        DeliveryMode.Durable => "-.->",
        DeliveryMode.Queued or DeliveryMode.Concurrent => "==>",
        _ => "-->",
    };

    private static string Words(string name) => $"\"{name.Replace("\"", "#quot;", StringComparison.Ordinal)}\"";

    /// <summary>Characters that Mermaid allows in ids stay; others are written as their code.</summary>
    private static string Id(string part, string name) =>
        $"{part}.{string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' ? $"{letter}" : $"/{(int)letter:x}/"))}";
}
