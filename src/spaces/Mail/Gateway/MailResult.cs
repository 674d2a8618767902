namespace Plaza.Mail.Gateway;

/// <summary>The outcome of a message and its reason: the reply of the server (<c>451 4.7.1 Later</c>) or a text of this program.</summary>
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
    /// <summary>The server has accepted the message and is responsible for it.</summary>
    Sent,

    /// <summary>A temporary failure (4xx), such as greylisting, or the connection was lost during the transfer.</summary>
    TryLater,

    /// <summary>A permanent failure: 5xx to the message itself, or a message that cannot be written.</summary>
    Rejected,

    /// <summary>
    /// The server cannot be reached or is busy: no connection, no reply in time, 4xx before the message, 421 at any time, or a connection lost before
    /// the transfer. The message is not the cause, so the attempt does not count.
    /// </summary>
    Unreachable,

    /// <summary>
    /// The server rejects this client until the operator changes the settings: wrong password, untrusted certificate, no STARTTLS, or 5xx before the
    /// message. The message is not the cause, so the attempt does not count.
    /// </summary>
    OperatorNeeded,
}
