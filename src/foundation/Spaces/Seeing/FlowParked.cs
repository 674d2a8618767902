namespace Plaza.Spaces.Seeing;

/// <summary>An event kept in memory because its listener could not take it in: what may be shown of it, without what it says.</summary>
/// <param name="Number">By which it is replayed or dropped.</param>
/// <param name="Handler">Who could not.</param>
/// <param name="EventName">The wire name.</param>
/// <param name="Sequence">Its place in the journal, 0 for one that has none.</param>
/// <param name="Reason">A sentence.</param>
/// <param name="At">When it was parked, in UTC.</param>
public sealed record FlowParked(long Number, string Handler, string EventName, long Sequence, string Reason, DateTimeOffset At);
