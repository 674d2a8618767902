namespace Plaza.Spaces.Events;

/// <summary>A handler failed too often and is left alone for a while.</summary>
/// <param name="Handler">The subscription's name.</param>
/// <param name="EventName">The wire name of what it listens to.</param>
/// <param name="BreakDuration">How long until it is tried with one event.</param>
/// <param name="Reason">The message of the last exception.</param>
[EventName("spaces.circuit_opened")]
public sealed record CircuitOpened(string Handler, string EventName, TimeSpan BreakDuration, string Reason) : IEvent;
