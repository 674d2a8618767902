namespace Plaza.Spaces.Durable;

/// <summary>An undelivered event of a durable subscription: it waits for its next attempt or behind another event of its subject, or is dead-lettered.</summary>
/// <param name="Sequence">The sequence in the journal.</param>
/// <param name="Subject">The subject within which order is kept; empty where order does not matter.</param>
/// <param name="Attempts">Number of attempts so far.</param>
/// <param name="NextAttemptAt">The time of the next attempt, in UTC.</param>
/// <param name="Error">The message of the last exception.</param>
/// <param name="IsDeadLettered">Whether the event is dead-lettered: no attempts until it is replayed.</param>
public sealed record PendingDelivery(long Sequence, string Subject, int Attempts, DateTimeOffset NextAttemptAt, string Error, bool IsDeadLettered);
