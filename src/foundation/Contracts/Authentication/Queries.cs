using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Authentication;

/// <summary>Finds an app by its client id.</summary>
public sealed record GetAppByClientId(string ClientId) : IQuery<App?>;

/// <summary>Finds an app by its id.</summary>
public sealed record GetAppById(AppId App) : IQuery<App?>;

/// <summary>Finds the principal of a session cookie, from the cache where possible. Null when the session is not valid.</summary>
public sealed record GetPrincipalBySession(string Secret) : IQuery<Principal?>
{
    /// <summary>Reads the cache only, without a database lookup: null also for a session that is not cached yet.</summary>
    public bool CachedOnly { get; init; }
}

/// <summary>Finds the principal of a bearer token, from the cache where possible. Null when the token is not valid.</summary>
public sealed record GetPrincipalByToken(string Secret) : IQuery<Principal?>
{
    /// <summary>Reads the cache only, without a database lookup: null also for a token that is not cached yet.</summary>
    public bool CachedOnly { get; init; }
}

/// <summary>Validates an authorization request before it is shown to the user. Rejects it with an <see cref="OAuthException"/> or a <see cref="RequestRejectedException"/>.</summary>
public sealed record ValidateAuthorization(string ClientId, string RedirectUri, string Scopes, string? CodeChallenge, string? CodeChallengeMethod) : IQuery<App>;

/// <summary>Checks the password of an account.</summary>
public sealed record VerifyPassword(AccountId Account, string Password) : IQuery<bool>;
