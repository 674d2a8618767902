namespace Plaza.Spaces.Resilience;

/// <summary>A circuit breaker policy.</summary>
public sealed record CircuitBreakerPolicy
{
    /// <remarks>The bounds are those of Polly's circuit breaker, which does the work.</remarks>
    public CircuitBreakerPolicy(double failureRatio, int minimumThroughput, TimeSpan samplingDuration, TimeSpan breakDuration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(failureRatio, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(failureRatio, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumThroughput, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(samplingDuration, TimeSpan.FromMilliseconds(500));
        ArgumentOutOfRangeException.ThrowIfLessThan(breakDuration, TimeSpan.FromMilliseconds(500));
        (FailureRatio, MinimumThroughput, SamplingDuration, BreakDuration) = (failureRatio, minimumThroughput, samplingDuration, breakDuration);
    }

    public double FailureRatio { get; }

    public int MinimumThroughput { get; }

    public TimeSpan SamplingDuration { get; }

    public TimeSpan BreakDuration { get; }
}
