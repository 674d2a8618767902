namespace Plaza.Contracts.Authentication;

/// <summary>A new bearer token, which is shown this once: 256 random bits, base64url.</summary>
public sealed record IssuedToken(string Secret, Scopes Scopes, DateTimeOffset CreatedAt);
