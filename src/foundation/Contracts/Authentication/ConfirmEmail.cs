using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Authentication;

/// <summary>An order: the holder of this link has shown that the address is theirs.</summary>
public sealed record ConfirmEmail(string Secret) : IRequest<AccountId>;
