using System.Security.Cryptography;
using System.Text;
using Plaza.Data.Committing;
using Plaza.Data.Tables.Mail;

namespace Plaza.Mail;

/// <summary>
/// Limits the mails to one address. Counts them where they are queued, in the same transaction, so that neither many senders nor a restart exceed
/// the limit (ADR 49). Each purpose has its own limit: mentions never use up that of a changed password.
/// </summary>
internal sealed class MailQuota(QueuedMails queued)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan HalfHour = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);

    /// <summary>Counts a mail, unless the address has reached its limit.</summary>
    /// <param name="tx">The transaction in which the mail is queued.</param>
    /// <param name="purpose">The limit that it counts against.</param>
    /// <param name="address">The recipient's address.</param>
    /// <param name="mail">Identifies the mail among those of its purpose.</param>
    /// <returns>Whether the mail may be queued.</returns>
    public bool TryTake(WriteTransaction tx, MailPurpose purpose, string address, string mail)
    {
        var recipient = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address.ToLowerInvariant())))[..32];
        var allowed = purpose switch
        {
            MailPurpose.Mention or MailPurpose.Security => Count(HalfHour) < 5,
            MailPurpose.ConfirmationBySignUp => Count(Day) is 0,
            _ => Count(Day) < 3 && Count(TenMinutes) is 0,
        };
        return allowed && queued.Add(tx, Kind(purpose), recipient, mail);

        int Count(TimeSpan period) => queued.Count(tx, Kind(purpose), recipient, tx.Now - period);
    }

    /// <summary>Confirmations count together, whether a sign-up or the owner asked for them.</summary>
    private static int Kind(MailPurpose purpose) => (int)(purpose is MailPurpose.ConfirmationBySignUp ? MailPurpose.Confirmation : purpose);
}

/// <summary>The purpose of a mail. Stored by number: never renumber.</summary>
internal enum MailPurpose
{
    /// <summary>Five in half an hour.</summary>
    Mention = 0,

    /// <summary>About the security of the account. Five in half an hour.</summary>
    Security = 1,

    /// <summary>To an address that was confirmed before, or asked for by its owner: three a day, ten minutes apart.</summary>
    Confirmation = 2,

    /// <summary>Caused by a sign-up with an unconfirmed address, which may belong to somebody else: one a day.</summary>
    ConfirmationBySignUp = 3,

    /// <summary>A link for a new password: three a day, ten minutes apart.</summary>
    PasswordReset = 4,

    /// <summary>To an address that is to replace another: three a day, ten minutes apart.</summary>
    EmailChange = 5,
}
