using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Authentication;

/// <summary>
/// A command of the user (whose password was checked by the door with <see cref="VerifyPassword"/>), or the operator. False when
/// there is no such account. The last admin cannot be deleted.
/// </summary>
public sealed record DeleteAccount(AccountId Account) : IRequest<bool>;
