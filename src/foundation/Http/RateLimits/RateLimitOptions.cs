namespace Plaza.Http.RateLimits;

/// <summary>The <c>RateLimits</c> section of the settings.</summary>
internal sealed class RateLimitOptions
{
    /// <summary>Whether requests are limited. False for benchmarks and bulk loads.</summary>
    public bool Enabled { get; set; } = true;
}
