namespace Plaza.Spaces.Resilience;

/// <summary>A retry policy with exponential backoff and jitter.</summary>
public sealed record RetryPolicy
{
    public RetryPolicy(int maxRetryAttempts, TimeSpan delay, TimeSpan maxDelay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxRetryAttempts, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxDelay, delay);
        (MaxRetryAttempts, Delay, MaxDelay) = (maxRetryAttempts, delay, maxDelay);
    }

    public int MaxRetryAttempts { get; }

    public TimeSpan Delay { get; }

    public TimeSpan MaxDelay { get; }
}
