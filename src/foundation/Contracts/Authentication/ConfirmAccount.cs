using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Authentication;

/// <summary>An order of the operator: the address counts as confirmed.</summary>
public sealed record ConfirmAccount(AccountId Account) : IRequest<bool>;
