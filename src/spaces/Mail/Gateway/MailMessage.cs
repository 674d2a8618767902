namespace Plaza.Mail.Gateway;

/// <summary>One message to one person. The same values give the same bytes.</summary>
internal sealed record MailMessage
{
    public required Mailbox From { get; init; }

    public required Mailbox To { get; init; }

    public required string Subject { get; init; }

    /// <summary>The message as plain text, with any line ends.</summary>
    public required string Text { get; init; }

    /// <summary>The same message as HTML; without it the message is plain text only.</summary>
    public string? Html { get; init; }

    /// <summary><c>left@right</c>, with or without angle brackets. It names the message: a repeat carries the same.</summary>
    public required string MessageId { get; init; }

    public required DateTimeOffset Date { get; init; }

    /// <summary>Further header fields, in ASCII. Those that the properties above stand for are refused here.</summary>
    public IReadOnlyList<MailHeader> Headers { get; init; } = [];
}
