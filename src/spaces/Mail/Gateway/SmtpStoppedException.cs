namespace Plaza.Mail.Gateway;

/// <summary>The conversation cannot go on; the result says why.</summary>
internal sealed class SmtpStoppedException(MailResult result) : Exception(result.Reply)
{
    public MailResult Result => result;
}
