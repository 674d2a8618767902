using Plaza.Contracts.Ids;
using Plaza.Spaces.Events;

namespace Plaza.Contracts.Mail;

/// <summary>An account wants mail when it is mentioned, or wants none.</summary>
[EventName("mail.preference_changed")]
public sealed record MailPreferenceChanged(AccountId Account, bool MentionMail) : IEvent
{
    public string Subject => Account.ToString();
}
