using Plaza.Contracts.Ids;

namespace Plaza.Mail;

/// <summary>The payload of a mail about an account.</summary>
/// <param name="Number">Distinguishes mails of the same kind to the same account: the sequence of the event, or the time in Unix
/// milliseconds.</param>
internal sealed record AccountMailPayload(AccountId Account, long Number);

/// <param name="Address">The address at the time of the event; the account may have another one when the mail is sent.</param>
internal sealed record EmailWarningPayload(AccountId Account, long Number, string Address);
