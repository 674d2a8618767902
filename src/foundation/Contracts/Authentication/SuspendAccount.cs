using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Authentication;

/// <summary>
/// A command of an admin or the operator. False when the account was suspended already. Only the operator suspends admins, and
/// nobody the last one.
/// </summary>
public sealed record SuspendAccount(AccountId Account) : IRequest<bool>
{
    /// <summary>The admin; null for the operator.</summary>
    public AccountId? By { get; init; }
}
