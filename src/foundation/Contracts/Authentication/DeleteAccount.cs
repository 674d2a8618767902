using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Authentication;

/// <summary>An order of the user (whose password was checked by the door asking CheckPassword), or the operator.</summary>
public sealed record DeleteAccount(AccountId Account) : IRequest<bool>;
