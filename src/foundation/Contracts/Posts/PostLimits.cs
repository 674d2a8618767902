namespace Plaza.Contracts.Posts;

/// <summary>The limits of a post, which the spaces enforce and clients are told.</summary>
public static class PostLimits
{
    /// <summary>
    /// Maximum length of text and content warning together, in characters as Mastodon counts them: a grapheme is one, a link is
    /// <see cref="CharactersPerLink"/>, <c>@user@domain</c> is as long as <c>@user</c>.
    /// </summary>
    public const int MaxCharacters = 500;

    /// <summary>The length that each link counts, whatever its own length, as on Mastodon.</summary>
    public const int CharactersPerLink = 23;

    /// <summary>Maximum length of an idempotency key, in UTF-16 code units.</summary>
    public const int MaxIdempotencyKeyLength = 256;
}
