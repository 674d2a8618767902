using Plaza.Spaces.Events;

namespace Plaza.Spaces.Resilience;

/// <summary>An event that a live subscription failed to handle.</summary>
/// <param name="Id">The id for <see cref="Resilience.DeadLetterQueue.Replay"/> and <see cref="Resilience.DeadLetterQueue.Discard"/>.</param>
/// <param name="Subscription">The subscription.</param>
/// <param name="Event">The event.</param>
/// <param name="Context">The context of the event.</param>
/// <param name="Key">What it must stay in order with; null where order does not matter.</param>
/// <param name="Reason">A sentence.</param>
/// <param name="DeadLetteredAt">The time at which the event was dead-lettered, in UTC.</param>
public sealed record DeadLetter(
    long Id, Subscription Subscription, IEvent Event, EventContext Context, object? Key, string Reason, DateTimeOffset DeadLetteredAt);
