namespace Plaza.Spaces.Events;

/// <summary>A cascade of events reached the cascade limit: the last event was suppressed and delivered to no subscription.</summary>
/// <param name="Cycle">The wire names from the last event of the same name to the suppressed one, such as <c>a → b → a</c>.</param>
/// <param name="Depth">The depth of the suppressed event: the length of its chain of causes, itself included.</param>
/// <param name="Size">The size of the cascade: the number of events that the first one caused, itself included.</param>
[EventName("spaces.event_storm_detected")]
public sealed record EventStormDetected(string Cycle, int Depth, int Size) : IEvent;
