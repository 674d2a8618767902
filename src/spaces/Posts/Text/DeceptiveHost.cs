using System.Globalization;
using System.Numerics;
using Plaza.Contracts.Text;

namespace Plaza.Posts.Text;

/// <summary>
/// Detects hosts whose letters may imitate another host: a label that mixes more scripts than usual ("highly restrictive", Unicode UTS 39 §5.2), or
/// that consists of letters that look like Latin ones, under a top-level domain of another script. They are displayed in punycode, as in browsers
/// (ADR 67).
/// </summary>
internal static class DeceptiveHost
{
    private const ulong Latin = 1, Han = 2, Hiragana = 4, Katakana = 8, Bopomofo = 16, Hangul = 32, Other = 64, Cyrillic = 128, Greek = 256, Armenian = 512;
    private const int FirstFurther = 10;

    private static readonly IdnMapping Mapping = new();

    /// <param name="host">The host without its port.</param>
    public static bool IsOne(ReadOnlySpan<char> host)
    {
        var top = ScriptsOf(host[(host.LastIndexOf('.') + 1)..]);
        foreach (var label in host.Split('.'))
        {
            var scripts = ScriptsOf(host[label]);
            if (IsMixed(scripts) || (scripts != top && LatinLookalikes.ImitateAscii(host[label])))
                return true;
        }

        return false;
    }

    /// <returns>The host in ASCII, as browsers request it; null if it has no such form.</returns>
    public static string? ToAscii(string host)
    {
        try
        {
            return Mapping.GetAscii(Folded(host));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>
    /// Case folding would replace sharp s and final sigma, which are distinct letters in host names (IDNA 2008), so they are excluded.
    /// </summary>
    private static string Folded(string host) =>
        string.Join('ß', host.Split('ß').Select(part => string.Join('ς', part.Split('ς').Select(FoldedText.Of))));

    private static bool IsMixed(ulong scripts) => (scripts & Other) is not 0
        || (BitOperations.PopCount(scripts) > 1
            && (scripts & ~(Latin | Han | Hiragana | Katakana)) is not 0
            && (scripts & ~(Latin | Han | Bopomofo)) is not 0
            && (scripts & ~(Latin | Han | Hangul)) is not 0);

    private static ulong ScriptsOf(ReadOnlySpan<char> label)
    {
        var scripts = 0UL;
        foreach (var rune in label.EnumerateRunes())
            scripts |= ScriptOf(rune.Value);

        return scripts;
    }

    /// <summary>
    /// Decided by block, for the scripts recommended for identifiers (UAX 31); digits, the hyphen and combining accents belong to all scripts.
    /// </summary>
    private static ulong ScriptOf(int value) => value switch
    {
        < 'A' or '_' or (>= 0x300 and <= 0x36F) => 0,
        <= 'z' or (>= 0xC0 and <= 0x24F) or (>= 0x1E00 and <= 0x1EFF) => Latin,
        (>= 0x370 and <= 0x3FF) or (>= 0x1F00 and <= 0x1FFF) => Greek,
        >= 0x400 and <= 0x52F => Cyrillic,
        >= 0x531 and <= 0x58F => Armenian,
        >= 0x591 and <= 0x5F4 => Further(0),                                                            // Hebrew
        (>= 0x600 and <= 0x6FF) or (>= 0x750 and <= 0x77F) or (>= 0x8A0 and <= 0x8FF) => Further(1),    // Arabic
        >= 0x780 and <= 0x7BF => Further(2),                                                            // Thaana
        >= 0x900 and <= 0xEFF => Further(3 + ((value - 0x900) / 0x80)),                                 // Devanagari to Lao
        >= 0xF00 and <= 0xFFF => Further(15),                                                           // Tibetan
        >= 0x1000 and <= 0x109F => Further(16),                                                         // Myanmar
        >= 0x10A0 and <= 0x10FF => Further(17),                                                         // Georgian
        >= 0x1200 and <= 0x139F => Further(18),                                                         // Ethiopic
        >= 0x1780 and <= 0x17FF => Further(19),                                                         // Khmer
        >= 0x3041 and <= 0x309F => Hiragana,
        >= 0x30A1 and <= 0x30FF => Katakana,
        >= 0x3105 and <= 0x312F => Bopomofo,
        (>= 0xAC00 and <= 0xD7A3) or (>= 0x1100 and <= 0x11FF) => Hangul,
        (>= 0x3005 and <= 0x3007) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0x20000 and <= 0x3FFFF) => Han,
        _ => Other,
    };

    private static ulong Further(int number) => 1UL << (FirstFurther + number);
}
