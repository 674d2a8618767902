namespace Plaza.Spaces.Events;

/// <summary>The result of one publishing. Every subscription to the event is counted once.</summary>
/// <param name="Delivered">Handlers that completed without an exception.</param>
/// <param name="Queued">Handlers that complete later: queued, or started and not awaited.</param>
/// <param name="Faulted">Handlers that threw or timed out.</param>
/// <param name="Rejected">Subscriptions that rejected the event: their queue was full or their circuit breaker open. Each is reported.</param>
public readonly record struct PublishResult(int Delivered, int Queued = 0, int Faulted = 0, int Rejected = 0)
{
    /// <summary>Whether the cascade limit suppressed the event: it was delivered to no subscription.</summary>
    public bool IsSuppressed { get; init; }

    /// <summary>Whether the event has no subscriptions.</summary>
    public bool IsUnhandled => !IsSuppressed && (Delivered | Queued | Faulted | Rejected) is 0;
}
