namespace Plaza.Spaces.Events;

/// <summary>The circuit breaker of a subscription opened: its handler is not called until the break is over.</summary>
/// <param name="Handler">The subscription's name.</param>
/// <param name="EventName">The wire name of the subscription's events.</param>
/// <param name="BreakDuration">The time until the breaker is half-open and lets one event through.</param>
/// <param name="Reason">The message of the last exception.</param>
[EventName("spaces.circuit_opened")]
public sealed record CircuitOpened(string Handler, string EventName, TimeSpan BreakDuration, string Reason) : IEvent;
