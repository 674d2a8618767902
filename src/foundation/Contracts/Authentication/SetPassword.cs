using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Authentication;

/// <summary>A command of the operator: set the password of an account. Ends all its sessions, codes and tokens.</summary>
public sealed record SetPassword(AccountId Account, string New) : IRequest<bool>;
