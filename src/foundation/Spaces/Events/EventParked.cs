namespace Plaza.Spaces.Events;

/// <summary>A listener could not take an event in. It is kept, to be replayed or dropped.</summary>
/// <param name="Handler">The subscription's name.</param>
/// <param name="EventName">The wire name of what is parked.</param>
/// <param name="Parked">Its number among what is parked.</param>
/// <param name="Reason">A sentence.</param>
[EventName("spaces.event_parked")]
public sealed record EventParked(string Handler, string EventName, long Parked, string Reason) : IEvent;
