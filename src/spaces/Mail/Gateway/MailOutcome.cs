namespace Plaza.Mail.Gateway;

/// <summary>What became of a message.</summary>
internal enum MailOutcome
{
    /// <summary>The other side has taken it and answers for it from here on.</summary>
    Sent,

    /// <summary>The server asks to come again later (4xx), as it does when greylisting.</summary>
    TryLater,

    /// <summary>This message will never be taken: 5xx to the message itself, or it cannot be written at all.</summary>
    Refused,

    /// <summary>
    /// Nobody there to take it: no connection, no trusted encryption, no answer in time, the connection lost before the last
    /// answer, or a server that will not serve us (a refused sign-in). The message is not to blame.
    /// </summary>
    Unreachable,
}
