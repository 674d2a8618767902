using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Mail;

/// <summary>
/// Mails the link that confirms the address again: at most three times a day, at least ten minutes apart, else rejected as too many
/// requests. Returns false when the address is confirmed already.
/// </summary>
public sealed record SendConfirmation(AccountId Account) : ICommand<bool>;

/// <summary>Turns mails about mentions on or off. Returns false when nothing changed.</summary>
public sealed record SetMentionMail(AccountId Account, bool IsEnabled) : ICommand<bool>;

/// <summary>Turns mails about mentions off, with the signed link in a mail. Returns false when the link is invalid.</summary>
public sealed record Unsubscribe(string Secret) : ICommand<bool>;
