namespace Plaza.Contracts.Posts;

/// <summary>The audience of a post. Stored by number: never renumber.</summary>
public enum Visibility
{
    /// <summary>Everyone; on the local timeline.</summary>
    Public = 0,

    /// <summary>Everyone; not on the local timeline, tag pages or trends.</summary>
    Unlisted = 1,

    /// <summary>Followers of the author and mentioned accounts. Called private in Mastodon's API.</summary>
    Followers = 2,

    /// <summary>Mentioned accounts only. Called direct in Mastodon's API.</summary>
    Direct = 3,
}

/// <summary>What the visibility of a post says by itself.</summary>
public static class PublicVisibility
{
    extension(Visibility visibility)
    {
        /// <summary>Anybody may see such posts, logged in or not, unless the author is suspended.</summary>
        public bool IsForEveryone => visibility is Visibility.Public or Visibility.Unlisted;
    }
}
