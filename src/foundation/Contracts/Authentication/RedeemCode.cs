using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Authentication;

/// <summary>An order: a token for a code, once.</summary>
public sealed record RedeemCode(string ClientId, string? ClientSecret, string Code, string RedirectUri, string? CodeVerifier) : IRequest<IssuedToken>;
