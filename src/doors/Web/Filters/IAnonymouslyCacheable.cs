using Plaza.Web.Posts;

namespace Plaza.Web.Filters;

/// <summary>The inputs of a rendered page. While they are equal, anonymous visitors get the cached page.</summary>
internal interface IAnonymouslyCacheable
{
    /// <summary>The canonical path. Other spellings, and pages where it is null, are rendered each time.</summary>
    string? Path { get; }

    IReadOnlyList<PostList> Lists { get; }

    /// <summary>
    /// All other inputs, compared by equality. Kept in memory with the page, so it should hold versions of accounts and posts, not the objects.
    /// </summary>
    object CacheKey { get; }
}
