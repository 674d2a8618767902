namespace Plaza.Spaces.Durable;

/// <summary>An event that a durable subscription could not take in yet: it waits for its next try, behind another, or is parked.</summary>
/// <param name="Sequence">Its place in the journal.</param>
/// <param name="Subject">In whose history it must stay in order; empty where order does not matter.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="NextAttemptAt">When it is tried next, in UTC.</param>
/// <param name="Error">What went wrong last.</param>
/// <param name="IsDeadLettered">It is tried no more until somebody replays it.</param>
public sealed record PendingDelivery(long Sequence, string Subject, int Attempts, DateTimeOffset NextAttemptAt, string Error, bool IsDeadLettered);
