using Plaza.Spaces.Events;

namespace Plaza.Spaces.Resilience;

/// <summary>An event that one listener could not take in.</summary>
/// <param name="Id">By which it is replayed or dropped.</param>
/// <param name="Subscription">Who could not.</param>
/// <param name="Event">The event.</param>
/// <param name="Context">When and where it happened.</param>
/// <param name="Key">What it must stay in order with; null where order does not matter.</param>
/// <param name="Reason">A sentence.</param>
/// <param name="DeadLetteredAt">When it was parked, in UTC.</param>
public sealed record DeadLetter(
    long Id, Subscription Subscription, IEvent Event, EventContext Context, object? Key, string Reason, DateTimeOffset DeadLetteredAt);
