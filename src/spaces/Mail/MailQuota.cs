using System.Security.Cryptography;
using System.Text;
using Plaza.Data.Committing;
using Plaza.Data.Tables.Mail;

namespace Plaza.Mail;

/// <summary>
/// How many mails an address gets (security.md), counted where mails are queued and in the same transaction, so that neither many senders nor
/// a restart get round it. Each purpose counts for itself: mentions never use up what a changed password needs.
/// </summary>
internal sealed class MailQuota(QueuedMails queued)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan HalfHour = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);

    /// <summary>Counts a mail, unless the address has had its share.</summary>
    /// <param name="commit">The transaction in which the mail is queued.</param>
    /// <param name="purpose">What the mail is for.</param>
    /// <param name="address">Whom it goes to.</param>
    /// <param name="mail">Makes the mail one and the same among those of its purpose.</param>
    /// <returns>Whether the mail may be queued.</returns>
    public bool TryTake(WriteTransaction commit, MailPurpose purpose, string address, string mail)
    {
        var recipient = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address.ToLowerInvariant())))[..32];
        var allowed = purpose switch
        {
            MailPurpose.Mention or MailPurpose.Security => Count(HalfHour) < 5,
            MailPurpose.ConfirmationBySignUp => Count(Day) is 0,
            _ => Count(Day) < 3 && Count(TenMinutes) is 0,
        };
        return allowed && queued.Add(commit, Kind(purpose), recipient, mail);

        int Count(TimeSpan period) => queued.Count(commit, Kind(purpose), recipient, commit.Now - period);
    }

    /// <summary>Confirmations count together, whoever asked for them.</summary>
    private static int Kind(MailPurpose purpose) => (int)(purpose is MailPurpose.ConfirmationBySignUp ? MailPurpose.Confirmation : purpose);
}

/// <summary>What a mail is for. Stored by number: never renumber.</summary>
internal enum MailPurpose
{
    /// <summary>Five in half an hour.</summary>
    Mention = 0,

    /// <summary>What concerns the safety of the account. Five in half an hour.</summary>
    Security = 1,

    /// <summary>To an address that was confirmed before, or asked for by its owner: three a day, ten minutes apart.</summary>
    Confirmation = 2,

    /// <summary>Caused by a sign-up with an address that nobody has confirmed, which may be a stranger's: one a day.</summary>
    ConfirmationBySignUp = 3,

    /// <summary>A link for a new password: three a day, ten minutes apart.</summary>
    PasswordReset = 4,

    /// <summary>To an address that is to replace another: three a day, ten minutes apart.</summary>
    EmailChange = 5,
}
