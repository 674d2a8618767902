namespace Plaza.Api.OAuth;

/// <summary>A new token. IceCubes requires all four fields; Mastodon.py requires the scopes it requested.</summary>
/// <param name="CreatedAt">Unix time in seconds.</param>
internal sealed record TokenJson(string AccessToken, string TokenType, string Scope, long CreatedAt);
