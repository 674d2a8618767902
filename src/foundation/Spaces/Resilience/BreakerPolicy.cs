namespace Plaza.Spaces.Resilience;

/// <summary>When a handler that keeps failing is left alone, and for how long.</summary>
public sealed record BreakerPolicy
{
    /// <remarks>The bounds are those of Polly's circuit breaker, which does the work.</remarks>
    public BreakerPolicy(double ratio, int least, TimeSpan within, TimeSpan pause)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ratio, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ratio, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(least, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(within, TimeSpan.FromMilliseconds(500));
        ArgumentOutOfRangeException.ThrowIfLessThan(pause, TimeSpan.FromMilliseconds(500));
        (Ratio, Least, Within, Pause) = (ratio, least, within, pause);
    }

    public double Ratio { get; }

    public int Least { get; }

    public TimeSpan Within { get; }

    public TimeSpan Pause { get; }
}
