namespace Plaza.Contracts.Tasks;

/// <summary>A fault on the bus, without the content of the event.</summary>
/// <param name="At">The time, in UTC.</param>
/// <param name="Kind">The kind of fault.</param>
/// <param name="Handler">The name of the subscription; empty for a storm.</param>
/// <param name="EventName">The wire name of the event; for a storm the cycle of wire names.</param>
/// <param name="Sequence">The sequence of the event in the journal; 0 for an event that is not journaled.</param>
/// <param name="Reason">A sentence for the admin.</param>
public sealed record RecentFault(DateTimeOffset At, FaultKind Kind, string Handler, string EventName, long Sequence, string Reason);

/// <summary>The kinds of faults on the bus.</summary>
public enum FaultKind
{
    /// <summary>A handler threw or timed out, finally.</summary>
    Fault,

    /// <summary>A handler threw or timed out; the delivery is retried.</summary>
    Retry,

    /// <summary>A circuit breaker opened.</summary>
    Circuit,

    /// <summary>A cascade of events reached the cascade limit.</summary>
    Storm,
}
