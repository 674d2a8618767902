namespace Plaza.Api.OAuth;

/// <summary>A new token. IceCubes needs all four, Mastodon.py the scopes it asked for.</summary>
/// <param name="CreatedAt">Seconds since 1970.</param>
internal sealed record TokenJson(string AccessToken, string TokenType, string Scope, long CreatedAt);
