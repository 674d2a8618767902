using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Ids;

namespace Plaza.Data.Tables.Mail;

/// <summary>Whether an account wants mail. Without a row it does.</summary>
[PrimaryKey(nameof(Account))]
public sealed class MailPreferenceRow
{
    public required AccountId Account { get; init; }

    public required bool MentionMail { get; init; }
}
