namespace Plaza.Spaces.Diagnostics;

/// <summary>A dead letter in memory, without the content of its event.</summary>
/// <param name="Id">The id for <see cref="Resilience.DeadLetterQueue.Replay"/> and <see cref="Resilience.DeadLetterQueue.Discard"/>.</param>
/// <param name="Handler">The name of the subscription.</param>
/// <param name="EventName">The wire name of the event.</param>
/// <param name="Sequence">The sequence of the event in the journal; 0 for an event that is not journaled.</param>
/// <param name="Reason">A sentence.</param>
/// <param name="DeadLetteredAt">The time at which the event was dead-lettered, in UTC.</param>
public sealed record DeadLetterInfo(long Id, string Handler, string EventName, long Sequence, string Reason, DateTimeOffset DeadLetteredAt);
