using System.Globalization;
using System.Text;

namespace Plaza.Posts.Text;

/// <summary>
/// Reads http and https URLs. A URL with user-info is not a link, since https://good.example@evil.example leads to evil.example; no mention or
/// hashtag is read inside it either.
/// </summary>
internal static class UrlReader
{
    /// <summary>Longer URLs are text and counted as such; otherwise a URL, which counts 23, could contain a text of any length.</summary>
    private const int MaxLength = 4096;

    public static TextEntity Read(string text, int start)
    {
        var authority = start + SchemeLength(text.AsSpan(start));
        if (authority == start || !MayFollow(Runes.Before(text, start)))
            return TextEntity.None(start, start + 1);

        var authorityEnd = EndOfRun(text, authority, stopsAtPath: true);
        var host = HostReader.EndOf(text.AsSpan(authority..authorityEnd));
        if (host == 0 || text.AsSpan(authority..authorityEnd).Contains('@'))
            return TextEntity.None(start, EndOfRun(text, authorityEnd, stopsAtPath: false));

        var head = EndOfPort(text, authority + host);
        var end = head < text.Length && IsPathStart(text[head]) ? EndOfPath(text, head) : head;
        return end - start <= MaxLength ? new(EntityKind.Url, start, head, end) : TextEntity.None(start, end);
    }

    public static int SchemeLength(ReadOnlySpan<char> url) =>
        url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? 8
        : url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? 7
        : 0;

    private static bool MayFollow(Rune? before) => before is not { } rune
        || !(Runes.IsCased(rune) || Runes.IsDigit(rune) || rune.Value is '@' or '＠' or '#' or '＃' or '$' or '/');

    private static int EndOfPort(string text, int host)
    {
        if (host == text.Length || text[host] is not ':')
            return host;

        var digits = text.AsSpan(host + 1);
        var count = digits.IndexOfAnyExceptInRange('0', '9') is var next and >= 0 ? next : digits.Length;
        return count <= 5 && ushort.TryParse(digits[..count], NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? host + 1 + count
            : host;
    }

    private static int EndOfPath(string text, int head) =>
        head + ClosingMarks.TrimFrom(text.AsSpan(head..EndOfRun(text, head, stopsAtPath: false))).Length;

    /// <summary>The maximum extent of the URL. An opening bracket before the URL also closes after it.</summary>
    private static int EndOfRun(string text, int at, bool stopsAtPath)
    {
        for (var open = 0; Runes.At(text, at) is { } rune && IsOfUrl(rune); at += rune.Utf16SequenceLength)
        {
            if (stopsAtPath && rune.IsBmp && IsPathStart(text[at]))
                return at;

            open += Rune.GetUnicodeCategory(rune) switch
            {
                UnicodeCategory.OpenPunctuation => 1,
                UnicodeCategory.ClosePunctuation => -1,
                _ => 0,
            };
            if (open < 0)
                return at;
        }

        return at;
    }

    private static bool IsPathStart(char character) => character is '/' or '?' or '#';

    /// <summary>Excludes backslashes, which browsers read as slashes, and bidi controls, with which the path could pose as the host.</summary>
    private static bool IsOfUrl(Rune rune) => rune.Value is 0x200C or 0x200D
        || !(Rune.IsWhiteSpace(rune) || rune.Value is '<' or '>' or '"' or '\\' or '`' || Rune.GetUnicodeCategory(rune) is
            UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.FinalQuotePunctuation);
}
