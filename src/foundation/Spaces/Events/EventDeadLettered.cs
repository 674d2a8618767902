namespace Plaza.Spaces.Events;

/// <summary>A listener could not take an event in. It is kept, to be replayed or dropped.</summary>
/// <param name="Handler">The subscription's name.</param>
/// <param name="EventName">The wire name of what is parked.</param>
/// <param name="DeadLetterId">Its number among what is parked.</param>
/// <param name="Reason">A sentence.</param>
[EventName("spaces.event_dead_lettered")]
public sealed record EventDeadLettered(string Handler, string EventName, long DeadLetterId, string Reason) : IEvent;
