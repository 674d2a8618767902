namespace Plaza.Spaces.Events;

/// <summary>The handler of a subscription failed for good. The event is stored as a dead letter, to be replayed or discarded.</summary>
/// <param name="Handler">The subscription's name.</param>
/// <param name="EventName">The wire name of the dead-lettered event.</param>
/// <param name="DeadLetterId">The id of the dead letter.</param>
/// <param name="Reason">A sentence.</param>
[EventName("spaces.event_dead_lettered")]
public sealed record EventDeadLettered(string Handler, string EventName, long DeadLetterId, string Reason) : IEvent;
