using System.Globalization;
using System.Text;

namespace Plaza.Contracts.Text;

/// <summary>Compares hashtags: spellings that are equal under NFKC and full case folding are one hashtag (ADR 56). Accents and joiners count.</summary>
public static class Hashtag
{
    /// <summary>Maximum length of a name and of its key, in UTF-16 code units: combining marks can be stacked without end, keys of a table cannot.</summary>
    public const int MaxLength = 500;

    /// <summary>The form in which a hashtag is stored, looked up and linked. Idempotent.</summary>
    /// <param name="name">The hashtag as typed, without the sign, up to <see cref="MaxLength"/>.</param>
    /// <returns>
    /// The key without white space, which some Arabic ligatures decompose to. Empty when the name is no hashtag: invalid characters, or
    /// longer than <see cref="MaxLength"/> as typed or as key.
    /// </returns>
    public static string KeyOf(string name)
    {
        if (name.Length > MaxLength || !name.EnumerateRunes().All(IsOfName))
            return "";

        var key = FoldedText.Of(name);
        if (key.Any(char.IsWhiteSpace))
            key = FoldedText.Of(string.Concat(key.Where(character => !char.IsWhiteSpace(character))));

        return key.Length <= MaxLength ? key : "";
    }

    /// <summary>The key of a hashtag that an older version stored in lower case only; unchanged where it is no hashtag by the present rule.</summary>
    public static string KeyOfStored(string tag) => KeyOf(tag) is { Length: > 0 } key ? key : tag;

    /// <summary>Middle dots as in Catalan and Japanese, and the joiners that Persian and Sinhala need. A name cannot end with one.</summary>
    public static bool IsJoiner(Rune rune) => rune.Value is 0x00B7 or 0x30FB or 0xFF65 or 0x200C or 0x200D;

    private static bool IsOfName(Rune rune) => IsJoiner(rune) || Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter
        or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber or UnicodeCategory.DecimalDigitNumber
        or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
        or UnicodeCategory.ConnectorPunctuation;
}
