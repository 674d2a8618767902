namespace Plaza.Spaces.Events;

/// <summary>An event was not delivered to a subscription: its queue was full, the event was dropped for a newer one, or the program stopped before.</summary>
/// <param name="Handler">The subscription's name.</param>
/// <param name="EventName">The wire name of the rejected event.</param>
/// <param name="Sequence">The sequence of the event in the journal; 0 for an event that is not journaled.</param>
/// <param name="Reason">A sentence.</param>
[EventName("spaces.event_rejected")]
public sealed record EventRejected(string Handler, string EventName, long Sequence, string Reason) : IEvent;
