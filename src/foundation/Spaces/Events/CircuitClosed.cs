namespace Plaza.Spaces.Events;

/// <summary>The circuit breaker of a subscription closed: its handler is called again.</summary>
/// <param name="Handler">The subscription's name.</param>
/// <param name="EventName">The wire name of the subscription's events.</param>
[EventName("spaces.circuit_closed")]
public sealed record CircuitClosed(string Handler, string EventName) : IEvent;
