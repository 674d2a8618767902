using System.Globalization;
using System.Text;
using Plaza.Contracts;
using Plaza.Contracts.Posts;
using Plaza.Contracts.Profiles;
using Plaza.Contracts.Text;

namespace Plaza.Profiles;

/// <summary>The rules for display names and bios. Lengths are in graphemes.</summary>
internal static class ProfileText
{
    private const int MaxNameLength = 30;
    private const int MaxBioLength = 500;

    /// <summary>On average: a grapheme may have any number of combining marks.</summary>
    private const int MaxUnits = 20;

    /// <returns>The command with its texts normalized.</returns>
    /// <exception cref="RequestRejectedException">A field is invalid.</exception>
    public static UpdateProfile Check(UpdateProfile change)
    {
        if (change.PostingVisibility is not (null or Visibility.Public or Visibility.Unlisted or Visibility.Followers))
            throw RequestRejectedException.Invalid("source[privacy]", "The default visibility is public, unlisted or private.");

        if (change.PostingLanguage is { Length: > 0 } language && !IsLanguageTag(language))
            throw RequestRejectedException.Invalid("source[language]", "The default language is a language tag such as en.");

        return change with
        {
            Name = change.Name is null ? null : Name(change.Name),
            Bio = change.Bio is null ? null : Bio(change.Bio),
        };
    }

    /// <summary>A name of which nothing can be seen is none.</summary>
    public static string Name(string text)
    {
        var line = string.Join(' ', WrittenText.Line(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var name = Checked("name", line, MaxNameLength, "display name");
        return InvisibleCharacters.IsBlank(name) ? "" : name;
    }

    public static string Bio(string text) =>
        Checked("bio", WrittenText.Lines(text), MaxBioLength, "bio");

    /// <summary>Escapes the text and writes paragraphs as those of a post; hashtags and URLs stay plain text.</summary>
    public static string ToHtml(string bio)
    {
        if (bio.Length is 0)
            return "";

        var html = new StringBuilder("<p>");
        HtmlEscape.Append(html, bio);
        return html.Replace("\n\n", "</p><p>").Replace("\n", "<br />").Append("</p>").ToString();
    }

    /// <summary>Checks the syntax only (RFC 5646 §2.1), not whether the language exists.</summary>
    private static bool IsLanguageTag(string text) =>
        text.Length <= 35
        && text.Split('-') is [{ Length: 2 or 3 } language, .. var more]
        && language.All(char.IsAsciiLetter)
        && more.All(part => part.Length is > 0 and <= 8 && part.All(char.IsAsciiLetterOrDigit));

    private static string Checked(string field, string text, int maxLength, string what)
    {
        if (text.EnumerateRunes().Any(IsForbidden))
            throw RequestRejectedException.Invalid(field, $"The {what} has a character that cannot be shown.");

        if (text.Length > maxLength * MaxUnits || new StringInfo(text).LengthInTextElements > maxLength)
            throw RequestRejectedException.Invalid(field, $"The {what} has at most {maxLength} characters.");

        return text;
    }

    /// <summary>Control characters other than the line feed, and lone surrogates.</summary>
    private static bool IsForbidden(Rune rune) =>
        rune == Rune.ReplacementChar || (Rune.IsControl(rune) && rune.Value is not '\n');
}
