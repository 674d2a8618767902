using Plaza.Contracts.Ids;

namespace Plaza.Contracts.Authentication;

/// <summary>A login that succeeded.</summary>
/// <param name="Secret">The value of the session cookie: 256 random bits, base64url. Stored only as a hash.</param>
public sealed record LoginResult(AccountId Account, SessionId Session, string Secret)
{
    /// <summary>How long a session lasts, and the browser keeps its cookie.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromDays(90);

    /// <summary>The new value of the device cookie, by which the browser's next login is known to come from it; null where it stays as it is.</summary>
    public string? Device { get; init; }
}
