namespace Plaza.Spaces.Events;

/// <summary>A reordered subscription has given up: on events that did not come in time, or on one that came too late.</summary>
/// <param name="Handler">The subscription's name.</param>
/// <param name="EventName">The wire name of what it listens to.</param>
/// <param name="From">The first that is missing: a number, or a time in ISO 8601.</param>
/// <param name="To">The last that is missing.</param>
/// <param name="IsLate">True for one that came after it had been given up; it is not told.</param>
[EventName("spaces.sequence_gap_detected")]
public sealed record SequenceGapDetected(string Handler, string EventName, string From, string To, bool IsLate) : IEvent;
