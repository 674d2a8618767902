using Plaza.Spaces.Dispatch;
using Plaza.Spaces.Resilience;

namespace Plaza.Spaces.Durable;

/// <summary>The delays of a durable subscription after each failed attempt.</summary>
internal sealed class RetryDelays(RetryPolicy? policy, WorkScheduler scheduler)
{
    private static readonly TimeSpan[] Default =
    [
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10),
    ];

    /// <summary>Number of retries after the first attempt.</summary>
    public int Count => policy?.MaxRetryAttempts ?? Default.Length;

    /// <param name="attempt">The failed attempt, from 1.</param>
    public TimeSpan After(int attempt)
    {
        if (policy is null)
            return Default[attempt - 1];

        var full = Math.Min(policy.MaxDelay.TotalSeconds, policy.Delay.TotalSeconds * Math.Pow(2, attempt - 1));
        return TimeSpan.FromSeconds(full * (0.5 + scheduler.NextDouble() / 2));
    }
}
