using System.Globalization;
using System.Text;

namespace Plaza.Contracts.Text;

/// <summary>Characters that leave nothing on the screen, so that no post and no name is blank.</summary>
public static class InvisibleCharacters
{
    /// <summary>True where nothing of the text can be seen; also for an empty text.</summary>
    public static bool IsBlank(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsInvisible(rune))
                return false;
        }

        return true;
    }

    private static bool IsInvisible(Rune rune) => IsKnownBlank(rune.Value) || Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control => true,
        UnicodeCategory.Format => !IsVisibleFormat(rune.Value),
        UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        _ => false,
    };

    /// <summary>Blank by design or by Unicode's Default_Ignorable_Code_Point, though their category says otherwise.</summary>
    private static bool IsKnownBlank(int value) => value switch
    {
        0x034F => true,                                             // combining grapheme joiner
        0x115F or 0x1160 or 0x3164 or 0xFFA0 => true,               // Hangul fillers
        0x17B4 or 0x17B5 => true,                                   // Khmer inherent vowels
        0x2065 or (>= 0xFFF0 and <= 0xFFF8) => true,                // reserved for controls
        0x2800 => true,                                             // Braille pattern without dots
        0x180B or 0x180C or 0x180D or 0x180F => true,               // Mongolian variation selectors
        >= 0xFE00 and <= 0xFE0F => true,                            // variation selectors
        0x13441 or 0x13442 or 0x16FE4 or 0x1D159 => true,           // blanks of hieroglyphs, Khitan and notes
        >= 0xE0000 and <= 0xE0FFF => true,                          // tags and more variation selectors
        _ => false,
    };

    /// <summary>Signs that stand before a number or verse are formats, and yet they are drawn.</summary>
    private static bool IsVisibleFormat(int value) => value is
        (>= 0x0600 and <= 0x0605) or 0x06DD or 0x070F or 0x0890 or 0x0891 or 0x08E2 or 0x110BD or 0x110CD;
}
