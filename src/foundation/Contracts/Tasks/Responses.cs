namespace Plaza.Contracts.Tasks;

/// <summary>Something that went wrong on the bus, without what the event says.</summary>
/// <param name="At">When, in UTC.</param>
/// <param name="Kind">What went wrong.</param>
/// <param name="Handler">Whose handler it concerns; empty for a storm.</param>
/// <param name="EventName">The wire name, or for a storm the cycle of them.</param>
/// <param name="Sequence">The event's place in the journal, 0 for one that has none.</param>
/// <param name="Reason">A sentence.</param>
public sealed record RecentFault(DateTimeOffset At, FaultKind Kind, string Handler, string EventName, long Sequence, string Reason);

/// <summary>The kinds of trouble.</summary>
public enum FaultKind
{
    /// <summary>A handler threw or took too long.</summary>
    Fault,

    /// <summary>The same, and it is tried again.</summary>
    Retry,

    /// <summary>A handler that kept failing is left alone for a while.</summary>
    Circuit,

    /// <summary>Events led to each other without end.</summary>
    Storm,
}
