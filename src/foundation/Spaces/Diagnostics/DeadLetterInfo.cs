namespace Plaza.Spaces.Diagnostics;

/// <summary>An event kept in memory because its listener could not take it in: what may be shown of it, without what it says.</summary>
/// <param name="Id">By which it is replayed or dropped.</param>
/// <param name="Handler">Who could not.</param>
/// <param name="EventName">The wire name.</param>
/// <param name="Sequence">Its place in the journal, 0 for one that has none.</param>
/// <param name="Reason">A sentence.</param>
/// <param name="DeadLetteredAt">When it was parked, in UTC.</param>
public sealed record DeadLetterInfo(long Id, string Handler, string EventName, long Sequence, string Reason, DateTimeOffset DeadLetteredAt);
