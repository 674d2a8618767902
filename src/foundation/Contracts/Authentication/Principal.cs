using Plaza.Contracts.Ids;

namespace Plaza.Contracts.Authentication;

/// <summary>On whose behalf a request comes.</summary>
/// <param name="Account">Null for an app that acts for itself.</param>
/// <param name="Scopes">What a token may do; a browser's session may do all.</param>
public sealed record Principal(AccountId? Account, string Handle, Scopes Scopes)
{
    public bool IsAdmin { get; init; }

    /// <summary>Set for a browser.</summary>
    public SessionId? Session { get; init; }

    /// <summary>Set for an app.</summary>
    public TokenId? Token { get; init; }

    public AppId? App { get; init; }
}
