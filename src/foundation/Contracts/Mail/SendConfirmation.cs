using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Mail;

/// <summary>
/// A command: mail the link that confirms the address once more, three times a day at the most and ten minutes apart; rejected as too
/// many otherwise. False when the address is confirmed already.
/// </summary>
public sealed record SendConfirmation(AccountId Account) : IRequest<bool>;
