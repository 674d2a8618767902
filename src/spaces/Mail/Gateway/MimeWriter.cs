using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using MimeKit;
using MimeKit.Encodings;
using MimeKit.IO;
using MimeKit.IO.Filters;
using Plaza.Contracts.Mail;

namespace Plaza.Mail.Gateway;

/// <summary>
/// Writes a message as MIME: 7-bit, CRLF, short lines, protected against header injection. Equal messages give equal bytes. Message-ID, boundary and
/// encoded words are set here, since MimeKit would choose them at random or depend on its version (ADR 47).
/// </summary>
internal static class MimeWriter
{
    private const int MaxLineLength = 76;
    private const int MaxQuotedLineLength = 70; // MimeKit exceeds this limit by up to 6; RFC 2045 allows 76
    private const int MaxPlainWordLength = 60;
    private const int MaxHeaderLength = 990; // servers must accept lines of 998 characters
    private const int MaxMessageIdLength = 250;
    private const int MaxFieldNameLength = 60;

    private static readonly SearchValues<char> FieldNameCharacters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");

    private static readonly HashSet<string> ReservedFields = new(StringComparer.OrdinalIgnoreCase)
    {
        "Date", "From", "Sender", "To", "Cc", "Bcc", "Message-ID", "Subject", "MIME-Version",
    };

    /// <summary>CRLF line ends; no header fields are hidden.</summary>
    public static FormatOptions Format { get; } = CreateFormat();

    /// <exception cref="UnsendableMailException">The message cannot be written within the standards.</exception>
    public static byte[] Write(MailMessage message)
    {
        using var written = new MemoryStream();
        Compose(message).WriteTo(Format, written, CancellationToken.None);
        return written.ToArray();
    }

    /// <exception cref="UnsendableMailException">The message cannot be written within the standards.</exception>
    public static MimeMessage Compose(MailMessage message)
    {
        var id = MessageId(message.MessageId);
        var mime = new MimeMessage(Enumerable.Empty<Header>()) { Date = message.Date };
        mime.Headers.Add(MailboxField("From", message.From));
        mime.Headers.Add(MailboxField("To", message.To));
        mime.Headers.Add(RawField("Message-ID", $"<{id}>"));
        mime.Headers.Add(TextField("Subject", message.Subject));
        foreach (var further in message.Headers)
            mime.Headers.Add(RawField(AllowedName(further.Name), AsciiValue(further)));

        mime.MimeVersion = new(1, 0);
        mime.Body = Body(message, id);
        return mime;
    }

    private static MimeEntity Body(MailMessage message, string id)
    {
        var text = Part("plain", message.Text);
        if (message.Html is null)
            return text;

        // Neither quoted-printable nor base64 can contain "=_", so no part can contain the boundary.
        return new MultipartAlternative(text, Part("html", message.Html))
        {
            Boundary = $"=_{Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(id)))[..32]}",
        };
    }

    /// <summary>Quoted-printable is readable where most characters are ASCII; base64 is shorter for non-Latin scripts.</summary>
    private static MimePart Part(string subtype, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n"));
        var encoding = bytes.Count(value => value > 0x7f) > bytes.Length / 2 ? ContentEncoding.Base64 : ContentEncoding.QuotedPrintable;
        var encoded = new MemoryStream();
        var filtered = new FilteredStream(encoded);
        filtered.Add(new EncoderFilter(encoding is ContentEncoding.Base64 ? new Base64Encoder() : new QuotedPrintableEncoder(MaxQuotedLineLength)));
        if (encoding is ContentEncoding.QuotedPrintable)
            filtered.Add(new ArmoredFromFilter()); // "From " at the start of a line becomes ">From " in mbox files

        filtered.Write(bytes);
        filtered.Flush();
        return new MimePart("text", subtype)
        {
            ContentType = { Charset = "utf-8" },
            ContentTransferEncoding = encoding,
            Content = new MimeContent(encoded, encoding),
        };
    }

    private static Header TextField(string name, string text)
    {
        var clean = HeaderText.Sanitize(text);
        return IsPlain(clean) ? new(name, clean) : RawField(name, string.Join("\r\n ", EncodedWords.Of(clean, MaxLineLength - name.Length - 2)));
    }

    /// <summary>
    /// A name with anything but words and spaces is encoded as a whole, since servers damage quoted names (OpenSMTPD reads a comma in one as the end
    /// of the address).
    /// </summary>
    private static Header MailboxField(string field, Mailbox mailbox)
    {
        var address = SmtpAddress.Of(mailbox.Address);
        var name = HeaderText.Sanitize(mailbox.Name ?? "");
        if (name.Length is 0)
            return RawField(field, address);

        var isPhrase = IsPlain(name) && name.Split(' ').All(word => EmailAddress.IsAtom(word));
        var words = isPhrase ? [name] : EncodedWords.Of(name, MaxLineLength - field.Length - 2);
        var fits = words.Count is 1 && field.Length + 2 + name.Length + address.Length + 3 <= MaxLineLength;
        return RawField(field, $"{string.Join("\r\n ", words)}{(fits ? " " : "\r\n ")}<{address}>");
    }

    /// <summary>Whether text may stay unencoded in a header: it does not look like an encoded word, and folding does not change it.</summary>
    private static bool IsPlain(string text) =>
        Ascii.IsValid(text)
        && !text.Contains("=?", StringComparison.Ordinal)
        && !text.Contains("  ", StringComparison.Ordinal)
        && text.Split(' ').All(word => word.Length <= MaxPlainWordLength);

    /// <summary>A field that is written verbatim: MimeKit would fold, quote or decode it by its own rules.</summary>
    private static Header RawField(string name, string value)
    {
        var field = new Header(name, "");
        field.SetRawValue(Encoding.ASCII.GetBytes($" {value}\r\n"));
        return field;
    }

    private static string AsciiValue(MailHeader field)
    {
        var clean = HeaderText.Sanitize(field.Value);
        if (clean.Length is 0 || !Ascii.IsValid(clean))
            throw new UnsendableMailException($"The header field {field.Name} must be in ASCII and not empty.");
        if (clean.Length > MaxHeaderLength - field.Name.Length)
            throw new UnsendableMailException($"The header field {field.Name} is too long.");
        return clean;
    }

    private static string AllowedName(string name)
    {
        if (name.Length is 0 or > MaxFieldNameLength || name.AsSpan().ContainsAnyExcept(FieldNameCharacters))
            throw new UnsendableMailException($"'{HeaderText.Sanitize(name)}' is not the name of a header field.");
        if (ReservedFields.Contains(name) || name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase))
            throw new UnsendableMailException($"The header field {name} is written by Plaza itself.");
        return name;
    }

    private static string MessageId(string text)
    {
        var id = text.StartsWith('<') && text.EndsWith('>') ? text[1..^1] : text;
        return id.Length <= MaxMessageIdLength && id.Split('@') is [var left, var right] && EmailAddress.IsDotAtom(left) && EmailAddress.IsDotAtom(right)
            ? id
            : throw new UnsendableMailException($"'{HeaderText.Sanitize(text)}' is not a Message-ID.");
    }

    private static FormatOptions CreateFormat()
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        return format;
    }
}
