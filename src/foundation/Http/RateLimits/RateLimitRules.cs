namespace Plaza.Http.RateLimits;

/// <summary>
/// All rate limits of requests, in fixed windows. A request counts for every rule that applies to it. Failed logins have a further limit, by name,
/// account and device: <c>LoginThrottle</c> of the Authentication space (25 an hour).
/// </summary>
internal static class RateLimitRules
{
    /// <summary>For each session or access token.</summary>
    public static readonly RateLimitRule PerToken = new(300, TimeSpan.FromMinutes(5));

    /// <summary>For each user, with all sessions and tokens together.</summary>
    public static readonly RateLimitRule PerUser = new(1500, TimeSpan.FromMinutes(5));

    /// <summary>For each address of anonymous callers and of apps without a user.</summary>
    public static readonly RateLimitRule PerAddress = new(300, TimeSpan.FromMinutes(5));

    /// <summary>For each address that sends tokens or session cookies that are not valid.</summary>
    public static readonly RateLimitRule InvalidSecrets = new(300, TimeSpan.FromMinutes(5));

    /// <summary>Login forms, for each address.</summary>
    public static readonly RateLimitRule Logins = new(25, TimeSpan.FromMinutes(5));

    /// <summary>Sign-ups and password resets, for each address.</summary>
    public static readonly RateLimitRule SignUps = new(5, TimeSpan.FromMinutes(30));

    /// <summary>Registrations of apps, for each address.</summary>
    public static readonly RateLimitRule AppRegistrations = new(30, TimeSpan.FromHours(1));

    /// <summary>Deletions of posts, for each user.</summary>
    public static readonly RateLimitRule Deletions = new(30, TimeSpan.FromMinutes(30));
}

/// <summary>At most <paramref name="Limit"/> requests in each window.</summary>
internal sealed record RateLimitRule(int Limit, TimeSpan Window);
