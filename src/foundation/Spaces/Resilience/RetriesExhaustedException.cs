namespace Plaza.Spaces.Resilience;

/// <summary>A handler has failed for good; says after how many tries.</summary>
internal sealed class RetriesExhaustedException(int attempts, Exception fault) : Exception(fault.Message, fault)
{
    public int Attempts => attempts;
}

/// <summary>A handler was not called, or not again, because its own circuit is open. One that it has inside is its own affair.</summary>
internal sealed class CircuitOpenException(TimeSpan? retryAfter) : Exception("its circuit is open")
{
    /// <summary>When to ask again, where that is known.</summary>
    public TimeSpan? RetryAfter => retryAfter;
}
