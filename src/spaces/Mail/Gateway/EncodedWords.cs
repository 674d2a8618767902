using System.Text;

namespace Plaza.Mail.Gateway;

/// <summary>
/// Encodes non-ASCII text of a header (RFC 2047) as words of at most 75 characters, without splitting a character between two, in the shorter of the
/// two encodings. Only characters that are allowed in a display name as well stay unencoded.
/// </summary>
internal static class EncodedWords
{
    private const int MaxLength = 75;
    private const int Overhead = 12; // =?UTF-8?Q??=

    /// <summary>The encoded words, one for each line; the first is no longer than <paramref name="firstRoom"/>.</summary>
    public static List<string> Of(string text, int firstRoom)
    {
        var quoted = QuotedLength(Encoding.UTF8.GetBytes(text)) <= Base64Length(Encoding.UTF8.GetByteCount(text));
        var words = new List<string>();
        var word = new List<byte>();
        Span<byte> character = stackalloc byte[4];

        foreach (var rune in text.EnumerateRunes())
        {
            var bytes = character[..rune.EncodeToUtf8(character)];
            var room = (words.Count == 0 ? Math.Min(firstRoom, MaxLength) : MaxLength) - Overhead;
            if (Length([.. word, .. bytes], quoted) > room)
            {
                words.Add(Write(word, quoted));
                word.Clear();
            }
            word.AddRange(bytes);
        }
        words.Add(Write(word, quoted));
        return words;
    }

    private static int Length(byte[] bytes, bool quoted) => quoted ? QuotedLength(bytes) : Base64Length(bytes.Length);

    private static int Base64Length(int bytes) => (bytes + 2) / 3 * 4;

    private static int QuotedLength(byte[] bytes) => bytes.Sum(value => Quote(value).Length);

    private static string Write(List<byte> word, bool quoted) => quoted
        ? $"=?UTF-8?Q?{string.Concat(word.Select(Quote))}?="
        : $"=?UTF-8?B?{Convert.ToBase64String([.. word])}?=";

    private static string Quote(byte value) => (char)value switch
    {
        ' ' => "_",
        var plain when char.IsAsciiLetterOrDigit(plain) || plain is '!' or '*' or '+' or '-' or '/' => plain.ToString(),
        _ => $"={value:X2}",
    };
}
