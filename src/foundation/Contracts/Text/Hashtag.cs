using System.Globalization;
using System.Text;

namespace Plaza.Contracts.Text;

/// <summary>Which spellings are one hashtag: those that are equal under NFKC and full case folding. Accents and joiners count.</summary>
public static class Hashtag
{
    /// <summary>In UTF-16 units, of a name and of its key. Characters may be stacked up without end; tags are keys of a table and may not.</summary>
    public const int MaxUnits = 500;

    /// <summary>What a hashtag is stored, looked up and linked by, in addresses too. The key of a key is the key.</summary>
    /// <param name="name">As typed, without the sign, up to <see cref="MaxUnits"/>.</param>
    /// <returns>
    /// Without white space, of which some Arabic ligatures are made. Empty for what is no name of a hashtag: other characters, or beyond
    /// <see cref="MaxUnits"/> as typed or as key.
    /// </returns>
    public static string KeyOf(string name)
    {
        if (name.Length > MaxUnits || !name.EnumerateRunes().All(IsOfName))
            return "";

        var key = FoldedText.Of(name);
        if (key.Any(char.IsWhiteSpace))
            key = FoldedText.Of(string.Concat(key.Where(character => !char.IsWhiteSpace(character))));

        return key.Length <= MaxUnits ? key : "";
    }

    /// <summary>The key of a hashtag that an older version stored in lower case only; as it stands where that is no hashtag any more.</summary>
    public static string KeyOfStored(string tag) => KeyOf(tag) is { Length: > 0 } key ? key : tag;

    /// <summary>Middle dots as in Catalan and Japanese, and the joiners without which Persian and Sinhala cannot be spelt. None ends a name.</summary>
    public static bool IsJoiner(Rune rune) => rune.Value is 0x00B7 or 0x30FB or 0xFF65 or 0x200C or 0x200D;

    private static bool IsOfName(Rune rune) => IsJoiner(rune) || Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter
        or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber or UnicodeCategory.DecimalDigitNumber
        or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
        or UnicodeCategory.ConnectorPunctuation;
}
