namespace Plaza.Mail.Gateway;

/// <summary>What became of a message.</summary>
internal enum MailOutcome
{
    /// <summary>The other side has taken it and answers for it from here on.</summary>
    Sent,

    /// <summary>The server asks to come again later (4xx), as it does when greylisting, or the connection was lost while it took the message.</summary>
    TryLater,

    /// <summary>This message will never be taken: 5xx to the message itself, or it cannot be written at all.</summary>
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
