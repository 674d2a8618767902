namespace Plaza.Tests.Mail;

/// <summary>A message as received by a mail server, with its envelope, parsed as a mail client would.</summary>
public sealed record ReceivedMail(string From, IReadOnlyList<string> To, string Raw)
{
    /// <summary>The header fields, unfolded and decoded, in their order.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    public string? Text { get; init; }

    public string? Html { get; init; }

    public string Subject => this["Subject"] ?? "";

    public string MessageId => this["Message-ID"] ?? "";

    /// <summary>The only field of that name; null if there is none.</summary>
    public string? this[string name] => Headers
        .SingleOrDefault(field => string.Equals(field.Key, name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>Parses the bytes of a message, decoded as Latin-1.</summary>
    public static ReceivedMail Parse(string from, IReadOnlyList<string> to, string raw)
    {
        var whole = MimeReader.Read(raw);
        var parts = whole.Parts().ToList();

        return new(from, to, raw)
        {
            Headers = whole.Headers,
            Text = parts.Find(part => part.Is("text/plain"))?.Content(),
            Html = parts.Find(part => part.Is("text/html"))?.Content(),
        };
    }
}
