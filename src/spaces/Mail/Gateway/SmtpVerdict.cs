namespace Plaza.Mail.Gateway;

/// <summary>
/// What an unwelcome answer means. A 5xx refuses the message for good only when it answers the message: a server that does
/// not let us in, or no longer takes our password, must not cost anybody his mail.
/// </summary>
internal static class SmtpVerdict
{
    /// <summary>An answer to the greeting, EHLO, STARTTLS or AUTH.</summary>
    public static MailResult OnUs(SmtpReply reply) => reply.Code is >= 400 and < 500
        ? MailResult.TryLater($"{reply}")
        : MailResult.Unreachable($"{reply}");

    /// <summary>An answer to MAIL, RCPT, DATA or the message itself.</summary>
    public static MailResult OnMessage(SmtpReply reply) => reply.Code switch
    {
        530 or 534 or 535 or 538 => OnUs(reply), // sign in first, or otherwise
        >= 500 and < 600 => MailResult.Refused($"{reply}"),
        _ => OnUs(reply),
    };
}
