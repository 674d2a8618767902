namespace Plaza.Spaces.Durable;

/// <summary>An event that a durable subscription could not take in yet: it waits for its next try, behind another, or is parked.</summary>
/// <param name="Sequence">Its place in the journal.</param>
/// <param name="Subject">In whose history it must stay in order; empty where order does not matter.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Due">When it is tried next, in UTC.</param>
/// <param name="Error">What went wrong last.</param>
/// <param name="IsParked">It is tried no more until somebody replays it.</param>
public sealed record KeptDelivery(long Sequence, string Subject, int Attempts, DateTimeOffset Due, string Error, bool IsParked);
