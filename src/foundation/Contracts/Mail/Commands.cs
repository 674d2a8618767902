using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Mail;

/// <summary>
/// A command: mail the link that confirms the address once more, three times a day at the most and ten minutes apart; rejected as too
/// many otherwise. False when the address is confirmed already.
/// </summary>
public sealed record SendConfirmation(AccountId Account) : IRequest<bool>;

/// <summary>An order: whether the user wants mail when mentioned.</summary>
public sealed record SetMentionMail(AccountId Account, bool IsEnabled) : IRequest<bool>;

/// <summary>An order from the link in a mail: no more mention mail to its reader. False when the link is none of ours.</summary>
public sealed record Unsubscribe(string Secret) : IRequest<bool>;
