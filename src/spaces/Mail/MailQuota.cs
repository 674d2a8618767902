using System.Security.Cryptography;
using System.Text;
using Plaza.Data.Committing;
using Plaza.Data.Tables.Mail;

namespace Plaza.Mail;

/// <summary>
/// Limits the mails to one address (ADR 49). Mails are counted in the transaction that queues them, so that neither many senders nor a restart exceed
/// the limit. Each purpose has its own limit: mentions never use up the quota of security mails.
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

    /// <summary>Both kinds of confirmation share a count.</summary>
    private static int Kind(MailPurpose purpose) => (int)(purpose is MailPurpose.ConfirmationBySignUp ? MailPurpose.Confirmation : purpose);
}

/// <summary>The purpose of a mail. Stored by number: never renumber.</summary>
internal enum MailPurpose
{
    /// <summary>Limit: 5 in half an hour.</summary>
    Mention = 0,

    /// <summary>About the security of the account. Limit: 5 in half an hour.</summary>
    Security = 1,

    /// <summary>To an address that was confirmed before, or requested by its owner. Limit: 3 a day, 10 minutes apart.</summary>
    Confirmation = 2,

    /// <summary>Caused by a sign-up with an unconfirmed address, which may belong to another person. Limit: 1 a day.</summary>
    ConfirmationBySignUp = 3,

    /// <summary>A password reset link. Limit: 3 a day, 10 minutes apart.</summary>
    PasswordReset = 4,

    /// <summary>To the new address of an e-mail change. Limit: 3 a day, 10 minutes apart.</summary>
    EmailChange = 5,
}
