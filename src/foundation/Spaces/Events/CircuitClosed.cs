namespace Plaza.Spaces.Events;

/// <summary>A handler that was left alone works again.</summary>
/// <param name="Handler">The subscription's name.</param>
/// <param name="EventName">The wire name of what it listens to.</param>
[EventName("spaces.circuit_closed")]
public sealed record CircuitClosed(string Handler, string EventName) : IEvent;
