using Plaza.Contracts.Ids;

namespace Plaza.Mail;

/// <summary>The ids of mails, from which Message-IDs are derived. The stored copy of a mail is found and deleted by its id.</summary>
internal static class MailIds
{
    /// <summary>Matches every value.</summary>
    public const string Any = "*";

    public static string Mention(string post, string reader) => $"mention.{post}.{reader}";

    public static string Confirmation(AccountId account) => $"confirm.{account}";

    public static string ConfirmationAgain(AccountId account, string number) => $"confirm-again.{account}.{number}";

    public static string Reset(AccountId account, string number) => $"reset.{account}.{number}";

    public static string EmailChange(AccountId account, string number) => $"email.{account}.{number}";

    public static string EmailWarning(AccountId account, string number) => $"email-warning.{account}.{number}";

    public static string Password(AccountId account, string time) => $"password.{account}.{time}";
}
