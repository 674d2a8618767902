using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Authentication;

/// <summary>An order of the app that owns the token. False when there was none.</summary>
public sealed record RevokeToken(string ClientId, string? ClientSecret, string Token) : IRequest<bool>;
