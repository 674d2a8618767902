using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Authentication;

/// <summary>An order: a token with which an app acts for itself.</summary>
public sealed record IssueClientToken(string ClientId, string? ClientSecret, string Scopes) : IRequest<IssuedToken>;
