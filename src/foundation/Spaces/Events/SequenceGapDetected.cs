namespace Plaza.Spaces.Events;

/// <summary>A resequenced subscription skipped events that did not arrive in time, or dropped one that arrived too late.</summary>
/// <param name="Handler">The subscription's name.</param>
/// <param name="EventName">The wire name of the subscription's events.</param>
/// <param name="From">The first missing event: a number, or a time in ISO 8601.</param>
/// <param name="To">The last missing event.</param>
/// <param name="IsLate">True for an event that arrived after it was skipped; it is not delivered.</param>
[EventName("spaces.sequence_gap_detected")]
public sealed record SequenceGapDetected(string Handler, string EventName, string From, string To, bool IsLate) : IEvent;
