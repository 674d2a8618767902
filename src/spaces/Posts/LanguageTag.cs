namespace Plaza.Posts;

/// <summary>Normalizes the language of a post to Mastodon's list of languages.</summary>
internal static class LanguageTag
{
    /// <summary>
    /// The tags with a region or script that have their own entry in that list, spelled as there
    /// (https://github.com/mastodon/mastodon/blob/main/app/helpers/languages_helper.rb).
    /// </summary>
    private static readonly string[] RegionalTags = ["zh-CN", "zh-HK", "zh-TW", "zh-YUE"];

    /// <summary>
    /// Ignores case (RFC 5646 §2.1.1) and accepts an underscore as a hyphen. A tag without its own entry falls back to its language of two or three
    /// letters.
    /// </summary>
    /// <returns>Null when the text is not a language; as on Mastodon, a post is never rejected for its language.</returns>
    public static string? Parse(string? text)
    {
        var tag = text?.Trim().Replace('_', '-') ?? "";
        if (RegionalTags.FirstOrDefault(entry => entry.Equals(tag, StringComparison.OrdinalIgnoreCase)) is { } regional)
            return regional;

        var language = tag.Split('-')[0].ToLowerInvariant();
        return language is { Length: 2 or 3 } && language.All(char.IsAsciiLetterLower) ? language : null;
    }
}
