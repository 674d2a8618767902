using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Authentication;

/// <summary>A question: may such a request for authorization be shown to a user? Refuses with the reason.</summary>
public sealed record ValidateAuthorization(string ClientId, string RedirectUri, string Scopes, string? CodeChallenge, string? CodeChallengeMethod) : IRequest<App>;
