using System.Buffers;
using System.Text;

namespace Plaza.Contracts.Text;

/// <summary>
/// Normalises the white space of texts before they are counted and stored: none at the ends, one kind of line end, at most one blank line
/// in succession. Linear in the length; accepts any string.
/// </summary>
public static class WrittenText
{
    /// <summary>Those of <see cref="MemoryExtensions.EnumerateLines(ReadOnlySpan{char})"/>.</summary>
    private static readonly SearchValues<char> LineEnds = SearchValues.Create("\r\n\f\u0085\u2028\u2029");

    /// <summary>
    /// Normalises a text of several lines: ends each with a line feed (Unicode's line ends: CR, LF, CRLF, NEL, FF, U+2028, U+2029), and makes a run of blank
    /// lines a single one. A line is blank when nothing but <see cref="IsSpace"/> is on it; other lines keep their spaces.
    /// </summary>
    public static string Lines(string text)
    {
        var lines = Line(text);
        if (lines.AsSpan().IndexOfAny(LineEnds) < 0)
            return lines;

        var tidy = new StringBuilder(lines.Length);
        var isBlank = false;

        foreach (var line in lines.AsSpan().EnumerateLines())
        {
            var wasBlank = isBlank;
            isBlank = IsBlank(line);
            if (isBlank)
                continue;

            tidy.Append(tidy.Length is 0 ? "" : wasBlank ? "\n\n" : "\n").Append(line);
        }

        return tidy.ToString();
    }

    /// <summary>Trims the characters of <see cref="IsSpace"/> and line ends at both ends.</summary>
    public static string Line(string text)
    {
        var (start, end) = (0, text.Length);
        while (start < end && IsSpace(text[start]))
            start++;

        while (end > start && IsSpace(text[end - 1]))
            end--;

        return text[start..end];
    }

    /// <summary>
    /// Whether a character is Unicode's White_Space or looks blank: zero-width space, word joiner, byte order mark, soft
    /// hyphen, Mongolian vowel separator, Hangul filler, Braille pattern without dots. Not characters that change their neighbours: joiners,
    /// variation selectors, tags, bidi controls, Hangul jamo fillers.
    /// </summary>
    private static bool IsSpace(char character) => char.IsWhiteSpace(character)
        || character is '\u200B' or '\u2060' or '\uFEFF' or '\u00AD' or '\u180E' or '\u3164' or '\uFFA0' or '\u2800';

    private static bool IsBlank(ReadOnlySpan<char> line)
    {
        foreach (var character in line)
        {
            if (!IsSpace(character))
                return false;
        }

        return true;
    }
}
