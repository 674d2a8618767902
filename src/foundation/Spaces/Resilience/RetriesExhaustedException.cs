namespace Plaza.Spaces.Resilience;

/// <summary>A handler failed for good, with the number of attempts.</summary>
internal sealed class RetriesExhaustedException(int attempts, Exception fault) : Exception(fault.Message, fault)
{
    public int Attempts => attempts;
}

/// <summary>A handler was not called, or not again, because its own circuit is open. One that it has inside is its own affair.</summary>
internal sealed class CircuitOpenException(TimeSpan? retryAfter) : Exception("its circuit breaker is open")
{
    /// <summary>The time after which to retry, where it is known.</summary>
    public TimeSpan? RetryAfter => retryAfter;
}
