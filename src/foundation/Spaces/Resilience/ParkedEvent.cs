using Plaza.Spaces.Events;

namespace Plaza.Spaces.Resilience;

/// <summary>An event that one listener could not take in.</summary>
/// <param name="Number">By which it is replayed or dropped.</param>
/// <param name="Subscription">Who could not.</param>
/// <param name="Happened">The event.</param>
/// <param name="Context">When and where it happened.</param>
/// <param name="Key">What it must stay in order with; null where order does not matter.</param>
/// <param name="Reason">A sentence.</param>
/// <param name="At">When it was parked, in UTC.</param>
public sealed record ParkedEvent(
    long Number, Subscription Subscription, IEvent Happened, EventContext Context, object? Key, string Reason, DateTimeOffset At);
