namespace Plaza.Spaces.Events;

/// <summary>A listener was not told of an event: its queue was full, it made place for a newer one, or the program ended before its turn.</summary>
/// <param name="Handler">The subscription's name.</param>
/// <param name="EventName">The wire name of what it was not told.</param>
/// <param name="Sequence">The event's place in the journal, 0 for one that has none.</param>
/// <param name="Reason">A sentence.</param>
[EventName("spaces.event_rejected")]
public sealed record EventRejected(string Handler, string EventName, long Sequence, string Reason) : IEvent;
