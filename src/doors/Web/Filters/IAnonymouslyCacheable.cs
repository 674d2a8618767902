using Plaza.Web.Posts;

namespace Plaza.Web.Filters;

/// <summary>What a page shows, as far as it may be another the next time. While it is the same, strangers get the page as it was rendered before.</summary>
internal interface IAnonymouslyCacheable
{
    /// <summary>Where it is at home. In other spellings, and where this is null, it is rendered each time.</summary>
    string? Path { get; }

    IReadOnlyList<PostList> Lists { get; }

    /// <summary>All else, to be compared by its own equality. It stays in memory with the page: of an account or a post it holds the edition only.</summary>
    object CacheKey { get; }
}
