using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Authentication;

/// <summary>An order of the operator: a token for a user without an app of its own.</summary>
public sealed record IssueToken(AccountId Account, string Scopes) : IRequest<IssuedToken>;
