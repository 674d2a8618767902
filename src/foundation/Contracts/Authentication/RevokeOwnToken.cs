using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Authentication;

/// <summary>An order of the user for whom the token acts.</summary>
public sealed record RevokeOwnToken(AccountId Account, TokenId Token) : IRequest<bool>;
