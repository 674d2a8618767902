using System.Globalization;
using System.Text;
using Plaza.Contracts;
using Plaza.Contracts.Text;

namespace Plaza.Profiles;

/// <summary>The rules for display names and bios: characters are graphemes, and nothing invisible may break a page.</summary>
internal static class ProfileText
{
    private const int LongestName = 30;
    private const int LongestBio = 500;

    /// <summary>How many UTF-16 units one character may have on average, since marks can be piled up.</summary>
    private const int MostUnits = 20;

    public static string Name(string text) =>
        Checked("name", string.Join(' ', WrittenText.Line(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), LongestName, "display name");

    public static string Bio(string text) =>
        Checked("bio", WrittenText.Lines(text), LongestBio, "bio");

    /// <summary>Escaped, in paragraphs as a post is; hashtags and addresses are plain text.</summary>
    public static string ToHtml(string bio)
    {
        if (bio.Length is 0)
            return "";

        var html = new StringBuilder("<p>");
        HtmlEscape.Append(html, bio);
        return html.Replace("\n\n", "</p><p>").Replace("\n", "<br />").Append("</p>").ToString();
    }

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
