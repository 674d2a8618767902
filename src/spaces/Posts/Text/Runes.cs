using System.Buffers;
using System.Globalization;
using System.Text;

namespace Plaza.Posts.Text;

/// <summary>Character classes that decide where a word, a name or a link ends.</summary>
internal static class Runes
{
    /// <summary>Null at the end of the text and at a lone surrogate.</summary>
    public static Rune? At(string text, int at) =>
        at < text.Length && Rune.TryGetRuneAt(text, at, out var rune) ? rune : null;

    public static Rune? Before(string text, int at) =>
        Rune.DecodeLastFromUtf16(text.AsSpan(0, at), out var rune, out _) is OperationStatus.Done ? rune : null;

    public static bool IsWord(Rune rune) => IsLetter(rune) || IsMark(rune) || IsDigit(rune) || IsConnector(rune);

    public static bool IsLetter(Rune rune) =>
        Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.LetterNumber;

    public static bool IsDigit(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.DecimalDigitNumber;

    /// <summary>A combining mark, except the two variation selectors that turn a character into an emoji: no word contains those.</summary>
    public static bool IsMark(Rune rune) => rune.Value is not (0xFE0E or 0xFE0F) && Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    /// <summary>Scripts without case are mostly written without spaces, so 見てhttps://… and @bobさん contain a link and a mention.</summary>
    public static bool IsCased(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter;

    public static bool IsConnector(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.ConnectorPunctuation;
}
