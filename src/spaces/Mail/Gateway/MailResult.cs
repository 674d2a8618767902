namespace Plaza.Mail.Gateway;

/// <summary>The outcome of a message, and its reason: the server's reply (<c>451 4.7.1 Later</c>) or a text of this program.</summary>
internal sealed record MailResult(MailOutcome Outcome, string Reply)
{
    public static MailResult Sent(string reply) => new(MailOutcome.Sent, reply);

    public static MailResult TryLater(string reply) => new(MailOutcome.TryLater, reply);

    public static MailResult Rejected(string reply) => new(MailOutcome.Rejected, reply);

    public static MailResult OperatorNeeded(string reply) => new(MailOutcome.OperatorNeeded, reply);

    public static MailResult Unreachable(string reply) => new(MailOutcome.Unreachable, reply);
}

/// <summary>The outcome of a message.</summary>
internal enum MailOutcome
{
    /// <summary>The server has accepted it and is responsible for it.</summary>
    Sent,

    /// <summary>The server asks to come again later (4xx), as it does when greylisting, or the connection was lost while it took the message.</summary>
    TryLater,

    /// <summary>The message is rejected for good: 5xx to the message itself, or it cannot be written at all.</summary>
    Rejected,

    /// <summary>
    /// The server cannot be reached or is busy: no connection, no reply in time, 4xx before the message, 421 at any time, or the connection
    /// lost before the message was written. The message is not to blame.
    /// </summary>
    Unreachable,

    /// <summary>
    /// The server will not serve us until the operator changes something: it does not take the password, shows no trusted certificate, offers no
    /// STARTTLS, or rejects us with 5xx before the message. The message is not to blame.
    /// </summary>
    OperatorNeeded,
}
