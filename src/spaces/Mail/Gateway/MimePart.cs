using System.Text;

namespace Plaza.Mail.Gateway;

/// <summary>One text body with the header fields that say how to read it.</summary>
internal static class MimePart
{
    /// <summary>Quoted-printable, which stays readable, or base64 where that is much shorter: for scripts other than Latin.</summary>
    public static string Write(string type, string text)
    {
        var quoted = QuotedPrintable.Encode(text);
        var base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(LineEnds.Unify(text)), Base64FormattingOptions.InsertLineBreaks);
        var (encoding, body) = quoted.Length <= base64.Length * 3 / 2 ? ("quoted-printable", quoted) : ("base64", base64);

        return $"Content-Type: {type}; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{body}\r\n";
    }
}
