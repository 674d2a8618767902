using Plaza.Web.Posts;

namespace Plaza.Web.Filters;

/// <summary>The parts of a page that can change. While they are equal, anonymous visitors get the cached rendered page.</summary>
internal interface IAnonymouslyCacheable
{
    /// <summary>The canonical path. Other spellings, and pages where it is null, are rendered each time.</summary>
    string? Path { get; }

    IReadOnlyList<PostList> Lists { get; }

    /// <summary>All other parts, compared by equality. Kept in memory with the page, so that it holds versions of accounts and posts, not these.</summary>
    object CacheKey { get; }
}
