using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Authentication;

/// <summary>A question: which app calls itself by this client id?</summary>
public sealed record GetAppByClientId(string ClientId) : IRequest<App?>;

/// <summary>A question: which app is this, to which a token belongs?</summary>
public sealed record GetAppById(AppId App) : IRequest<App?>;

/// <summary>A question, answered from memory: whose browser shows this cookie?</summary>
public sealed record GetPrincipalBySession(string Secret) : IRequest<Principal?>
{
    /// <summary>Answers from the cache only, without a database lookup: null also for a session that is not cached yet.</summary>
    public bool CachedOnly { get; init; }
}

/// <summary>A question, answered from memory: for whom does the bearer of this token act?</summary>
public sealed record GetPrincipalByToken(string Secret) : IRequest<Principal?>
{
    /// <summary>Answers from the cache only, without a database lookup: null also for a token that is not cached yet.</summary>
    public bool CachedOnly { get; init; }
}

/// <summary>A question: may such a request for authorization be shown to a user? Refuses with the reason.</summary>
public sealed record ValidateAuthorization(string ClientId, string RedirectUri, string Scopes, string? CodeChallenge, string? CodeChallengeMethod) : IRequest<App>;

/// <summary>A question: is this the password of the account?</summary>
public sealed record VerifyPassword(AccountId Account, string Password) : IRequest<bool>;
