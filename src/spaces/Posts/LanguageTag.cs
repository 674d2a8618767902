namespace Plaza.Posts;

/// <summary>The language of a post, as Mastodon's list of languages has it.</summary>
internal static class LanguageTag
{
    /// <summary>
    /// The tags beyond a bare language that have an entry of their own in that list
    /// (https://github.com/mastodon/mastodon/blob/main/app/helpers/languages_helper.rb), spelled as there.
    /// </summary>
    private static readonly string[] OwnEntries = ["zh-CN", "zh-HK", "zh-TW", "zh-YUE"];

    /// <summary>
    /// Case does not matter (RFC 5646 §2.1.1), and an underscore is as good as a hyphen. A tag without an entry of its own falls back to
    /// its language of two or three letters.
    /// </summary>
    /// <returns>Null for what is no language: a post is never refused for it, as on Mastodon.</returns>
    public static string? Parse(string? text)
    {
        var tag = text?.Trim().Replace('_', '-') ?? "";
        if (OwnEntries.FirstOrDefault(entry => entry.Equals(tag, StringComparison.OrdinalIgnoreCase)) is { } own)
            return own;

        var language = tag.Split('-')[0].ToLowerInvariant();
        return language is { Length: 2 or 3 } && language.All(char.IsAsciiLetterLower) ? language : null;
    }
}
