using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Authentication;

/// <summary>An order of an admin or the operator. False when it was not suspended.</summary>
public sealed record RestoreAccount(AccountId Account) : IRequest<bool>;
