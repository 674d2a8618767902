using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Authentication;

/// <summary>An order: set a new password. Ends all other sessions and all tokens of the user.</summary>
public sealed record ChangePassword(AccountId Account, string Current, string New, SessionId Keep) : IRequest<bool>;
