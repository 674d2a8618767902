namespace Plaza.Spaces.Journal;

/// <summary>An event was not written down, because events lead to each other without end.</summary>
/// <param name="cycle">The way on which they do, such as <c>a → b → a</c>.</param>
public sealed class EventStormException(string cycle)
    : InvalidOperationException($"Events lead to each other without end: {cycle}. The last one was cut off.")
{
    public string Cycle => cycle;
}
