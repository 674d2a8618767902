namespace Plaza.Server.Http;

/// <summary>The <c>RateLimits</c> section of the settings.</summary>
internal sealed class RateLimitOptions
{
    /// <summary>Off for benchmarks and bulk loads.</summary>
    public bool Enabled { get; set; } = true;
}
