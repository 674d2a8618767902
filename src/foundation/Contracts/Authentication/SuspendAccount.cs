using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Authentication;

/// <summary>An order of an admin or the operator. False when it was suspended already.</summary>
public sealed record SuspendAccount(AccountId Account) : IRequest<bool>;
