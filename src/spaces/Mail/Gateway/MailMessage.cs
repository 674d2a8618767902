namespace Plaza.Mail.Gateway;

/// <summary>A message to one recipient. Equal messages are written as equal bytes.</summary>
internal sealed record MailMessage
{
    public required Mailbox From { get; init; }

    public required Mailbox To { get; init; }

    public required string Subject { get; init; }

    /// <summary>The plain-text body, with any line ends.</summary>
    public required string Text { get; init; }

    /// <summary>The HTML alternative of the body; null for a plain-text message.</summary>
    public string? Html { get; init; }

    /// <summary><c>left@right</c>, with or without angle brackets. Retries of the message have the same id.</summary>
    public required string MessageId { get; init; }

    public required DateTimeOffset Date { get; init; }

    /// <summary>Additional header fields, in ASCII. Fields that the properties above set are rejected.</summary>
    public IReadOnlyList<MailHeader> Headers { get; init; } = [];
}
