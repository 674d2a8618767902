using Plaza.Contracts.Ids;
using Plaza.Spaces.Events;

namespace Plaza.Contracts.Mail;

/// <summary>An account turned mails about mentions on or off.</summary>
[EventName("mail.preference_changed")]
public sealed record MailPreferenceChanged(AccountId Account, bool MentionMail) : IEvent
{
    public string Subject => Account.ToString();
}
