using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Plaza.Mail.Gateway;

/// <summary>
/// A message as the bytes that go over the wire: 7-bit, CRLF, short lines, and nothing in a header but what was meant to be
/// there. What cannot be written so is refused with an <see cref="UnsendableMailException"/>.
/// </summary>
internal static class MimeWriter
{
    private const int LongestMessageId = 250;
    private const int LongestName = 60;

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");

    private static readonly HashSet<string> Ours = new(StringComparer.OrdinalIgnoreCase)
    {
        "Date", "From", "Sender", "To", "Cc", "Bcc", "Message-ID", "Subject", "MIME-Version",
    };

    public static byte[] Write(MailMessage message)
    {
        var id = MessageId(message.MessageId);
        var header = new HeaderBlock();

        header.AddAscii("Date", Date(message.Date));
        header.AddMailbox("From", message.From);
        header.AddMailbox("To", message.To);
        header.AddUnfolded("Message-ID", id);
        header.AddText("Subject", message.Subject);
        foreach (var further in message.Headers)
            header.AddAscii(Allowed(further.Name), further.Value);
        header.AddAscii("MIME-Version", "1.0");

        return Encoding.ASCII.GetBytes(header + Body(message, id));
    }

    private static string Body(MailMessage message, string id)
    {
        var text = MimePart.Write("text/plain", message.Text);
        if (message.Html is null)
            return text;

        var boundary = Boundary(id);
        return $"""
            Content-Type: multipart/alternative;
             boundary="{boundary}"

            --{boundary}
            {text}--{boundary}
            {MimePart.Write("text/html", message.Html)}--{boundary}--

            """.ReplaceLineEndings("\r\n");
    }

    /// <summary>Neither quoted-printable nor base64 can contain <c>=_</c>, so no body can contain its boundary.</summary>
    private static string Boundary(string id) => $"=_{Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(id)))[..32]}";

    private static string Date(DateTimeOffset date) =>
        date.ToString("ddd, dd MMM yyyy HH:mm:ss ", CultureInfo.InvariantCulture)
        + date.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal);

    private static string MessageId(string given)
    {
        var id = given.StartsWith('<') && given.EndsWith('>') ? given[1..^1] : given;
        var at = id.IndexOf('@', StringComparison.Ordinal);

        if (id.Length > LongestMessageId || at < 0 || !Atoms.IsDotAtom(id.AsSpan(0, at)) || !Atoms.IsDotAtom(id.AsSpan(at + 1)))
            throw new UnsendableMailException($"'{HeaderText.Clean(given)}' is not a Message-ID.");
        return $"<{id}>";
    }

    private static string Allowed(string name)
    {
        if (name.Length is 0 or > LongestName || name.AsSpan().ContainsAnyExcept(NameCharacters))
            throw new UnsendableMailException($"'{HeaderText.Clean(name)}' is not the name of a header field.");
        if (Ours.Contains(name) || name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase))
            throw new UnsendableMailException($"The header field {name} is written by Plaza itself.");
        return name;
    }
}
