namespace Plaza.Spaces.Journal;

/// <summary>An event was not appended, because its cascade reached the cascade limit.</summary>
/// <param name="cycle">The cycle of wire names, such as <c>a → b → a</c>.</param>
public sealed class EventStormException(string cycle)
    : InvalidOperationException($"Cascade limit reached: {cycle}. The last event was not appended.")
{
    public string Cycle => cycle;
}
