namespace Plaza.Contracts.Posts;

/// <summary>Whom a post is for. Kept by number: never renumber.</summary>
public enum Visibility
{
    /// <summary>Everyone, and on the local timeline.</summary>
    Public = 0,

    /// <summary>Everyone, but not on the local timeline, tag pages or trends.</summary>
    Unlisted = 1,

    /// <summary>The author's followers and those mentioned. Mastodon's API calls it private.</summary>
    Followers = 2,

    /// <summary>Only those mentioned.</summary>
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
