using Plaza.Contracts.Ids;

namespace Plaza.Contracts.Authentication;

/// <summary>A login that went well.</summary>
/// <param name="Secret">The value of the cookie: 256 random bits, base64url. Kept nowhere but as a hash.</param>
public sealed record StartedSession(AccountId Account, SessionId Session, string Secret);
