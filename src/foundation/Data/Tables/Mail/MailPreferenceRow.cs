using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Ids;

namespace Plaza.Data.Tables.Mail;

/// <summary>Who wants mail. Without a row one does.</summary>
[PrimaryKey(nameof(Account))]
public sealed class MailPreferenceRow
{
    public required AccountId Account { get; init; }

    public required bool MentionMail { get; init; }
}
