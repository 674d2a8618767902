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

    /// <summary>UTF-16 code units for each allowed grapheme, on average: a grapheme may have any number of combining marks.</summary>
    private const int MaxUnits = 20;

    /// <returns>The command with its texts normalized.</returns>
    /// <exception cref="RequestRejectedException">A field is invalid.</exception>
    public static UpdateProfile Check(UpdateProfile change)
    {
        var name = change.Name is null ? null : string.Join(' ', WrittenText.Line(change.Name).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var bio = change.Bio is null ? null : WrittenText.Lines(change.Bio);
        RequestRejectedException.ThrowIfInvalid(
            ("source[privacy]", change.PostingVisibility is null or Visibility.Public or Visibility.Unlisted or Visibility.Followers
                ? null
                : "The default visibility is public, unlisted or private."),
            ("source[language]", change.PostingLanguage is { Length: > 0 } language && !IsLanguageTag(language)
                ? "The default language is a language tag such as en."
                : null),
            ("name", ErrorIn(name ?? "", MaxNameLength, "display name")),
            ("bio", ErrorIn(bio ?? "", MaxBioLength, "bio")));

        // A name without a visible character becomes empty.
        return change with { Name = name is not null && InvisibleCharacters.IsBlank(name) ? "" : name, Bio = bio };
    }

    /// <summary>Renders a bio: paragraphs like those of a post; hashtags and URLs stay plain text.</summary>
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

    private static string? ErrorIn(string text, int maxLength, string what) =>
        text.EnumerateRunes().Any(IsForbidden) ? $"The {what} has a character that cannot be shown."
        : text.Length > maxLength * MaxUnits || new StringInfo(text).LengthInTextElements > maxLength ? $"The {what} has at most {maxLength} characters."
        : null;

    /// <summary>Control characters other than the line feed, and lone surrogates.</summary>
    private static bool IsForbidden(Rune rune) =>
        rune == Rune.ReplacementChar || (Rune.IsControl(rune) && rune.Value is not '\n');
}
