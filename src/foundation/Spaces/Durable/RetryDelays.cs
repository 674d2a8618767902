using Plaza.Spaces.Dispatch;
using Plaza.Spaces.Resilience;

namespace Plaza.Spaces.Durable;

/// <summary>How long a durable subscription waits after each failed try.</summary>
internal sealed class RetryDelays(RetryPolicy? policy, WorkScheduler scheduler)
{
    private static readonly TimeSpan[] Default =
    [
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10),
    ];

    /// <summary>How often after the first try.</summary>
    public int Count => policy?.MaxRetryAttempts ?? Default.Length;

    /// <param name="attempt">The try that failed, from 1.</param>
    public TimeSpan After(int attempt)
    {
        if (policy is null)
            return Default[attempt - 1];

        var full = Math.Min(policy.MaxDelay.TotalSeconds, policy.Delay.TotalSeconds * Math.Pow(2, attempt - 1));
        return TimeSpan.FromSeconds(full * (0.5 + scheduler.NextDouble() / 2));
    }
}
