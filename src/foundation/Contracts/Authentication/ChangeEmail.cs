using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Authentication;

/// <summary>
/// A command: use another e-mail address. Mails a link to it and a warning to the present one, which stays in use until the link is
/// opened (<see cref="ConfirmEmail"/>), for a day at most. A changed password cancels it.
/// </summary>
public sealed record ChangeEmail(AccountId Account, string Password, string Email) : IRequest<bool>;
