using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Plaza.Contracts;

namespace Plaza.Profiles;

/// <summary>The rules for display names and bios: characters are graphemes, and nothing invisible may break a page.</summary>
internal static class ProfileText
{
    private const int LongestName = 30;
    private const int LongestBio = 500;

    /// <summary>How many UTF-16 units one character may have on average, since marks can be piled up.</summary>
    private const int MostUnits = 20;

    public static string Name(string text) =>
        Checked("name", string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), LongestName, "display name");

    public static string Bio(string text) =>
        Checked("bio", text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Trim(), LongestBio, "bio");

    /// <summary>Escaped; a line feed is a break.</summary>
    public static string ToHtml(string bio) =>
        bio.Length is 0 ? "" : $"<p>{string.Join("<br />", bio.Split('\n').Select(HtmlEncoder.Default.Encode))}</p>";

    private static string Checked(string field, string text, int longest, string what)
    {
        if (text.EnumerateRunes().Any(IsForbidden))
            throw RefusedException.Invalid(field, $"The {what} has a character that cannot be shown.");

        if (text.Length > longest * MostUnits || new StringInfo(text).LengthInTextElements > longest)
            throw RefusedException.Invalid(field, $"The {what} has at most {longest} characters.");

        return text;
    }

    /// <summary>Controls other than the line feed, and what a lone surrogate is read as.</summary>
    private static bool IsForbidden(Rune rune) =>
        rune == Rune.ReplacementChar || (Rune.IsControl(rune) && rune.Value is not '\n');
}
