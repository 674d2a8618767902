using System.Text;
using System.Text.RegularExpressions;

namespace Plaza.Tests.Mail;

/// <summary>A parsed MIME entity: its header fields and its raw body.</summary>
internal sealed partial record MimeReader(IReadOnlyList<KeyValuePair<string, string>> Headers, string Body)
{
    public static MimeReader Read(string raw)
    {
        var end = raw.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var header = raw[..end].Replace("\r\n ", " ", StringComparison.Ordinal).Replace("\r\n\t", "\t", StringComparison.Ordinal);

        return new([.. header.Split("\r\n").Select(Field)], raw[(end + 4)..]);
    }

    public bool Is(string type) => (this["Content-Type"] ?? "text/plain").StartsWith(type, StringComparison.OrdinalIgnoreCase);

    /// <summary>The parts of a multipart, or the entity itself.</summary>
    public IEnumerable<MimeReader> Parts()
    {
        if (!Is("multipart/"))
            return [this];

        var boundary = Boundary().Match(this["Content-Type"]!).Groups["it"].Value;
        return $"\r\n{Body}".Split($"\r\n--{boundary}")[1..^1].Select(part => Read(part[2..]));
    }

    /// <summary>The body decoded, with line feeds as line ends.</summary>
    public string Content() => (this["Content-Transfer-Encoding"]?.ToUpperInvariant() switch
    {
        "BASE64" => Encoding.UTF8.GetString(Convert.FromBase64String(Body)),
        "QUOTED-PRINTABLE" => Unquote(Body.Replace("=\r\n", "", StringComparison.Ordinal)),
        _ => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(Body)),
    }).Replace("\r\n", "\n", StringComparison.Ordinal);

    private string? this[string name] => Headers
        .SingleOrDefault(field => string.Equals(field.Key, name, StringComparison.OrdinalIgnoreCase)).Value;

    private static KeyValuePair<string, string> Field(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        return new(line[..colon], Decode(line[(colon + 1)..].Trim()));
    }

    private static string Decode(string value) => EncodedWord().Replace(
        BetweenWords().Replace(value, "?="),
        word => word.Groups["how"].Value is "B" or "b"
            ? Encoding.UTF8.GetString(Convert.FromBase64String(word.Groups["what"].Value))
            : Unquote(word.Groups["what"].Value.Replace('_', ' ')));

    private static string Unquote(string text) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(
        Quoted().Replace(text, match => $"{(char)Convert.ToByte(match.Groups["hex"].Value, 16)}")));

    [GeneratedRegex("boundary=\"?(?<it>[^\";]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Boundary();

    [GeneratedRegex(@"=\?UTF-8\?(?<how>[QBqb])\?(?<what>[^?]*)\?=", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex EncodedWord();

    [GeneratedRegex(@"\?=\s+(?==\?)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BetweenWords();

    [GeneratedRegex("=(?<hex>[0-9A-F]{2})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted();
}
