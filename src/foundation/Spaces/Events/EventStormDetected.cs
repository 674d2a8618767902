namespace Plaza.Spaces.Events;

/// <summary>Events that lead to each other without end were cut off: the last one was told to nobody.</summary>
/// <param name="Cycle">The wire names from the first that came again to itself, such as <c>a → b → a</c>.</param>
/// <param name="Depth">How many events led to the last one, each caused by the one before.</param>
/// <param name="Size">How many events the first one has led to in all.</param>
[EventName("spaces.event_storm_detected")]
public sealed record EventStormDetected(string Cycle, int Depth, int Size) : IEvent;
