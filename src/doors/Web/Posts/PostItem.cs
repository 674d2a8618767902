using Plaza.Contracts.Posts;
using Plaza.Queries.Accounts;
using Plaza.Queries.Posts;

namespace Plaza.Web.Posts;

/// <summary>An entry of a list of posts: a post or a boost.</summary>
internal sealed record PostItem(PostView TimelinePost)
{
    public PostView Post => TimelinePost.Boosted ?? TimelinePost;

    public AccountView? BoostedBy => TimelinePost.Boosted is null ? null : TimelinePost.Author;

    /// <summary>The HTML id, and the fragment to return to. The same post may appear twice, once as a boost.</summary>
    public string Key => $"p{TimelinePost.Id}";

    public string Path => PostPath.Of(Post);

    /// <summary>Whether this is the post that the page is about.</summary>
    public bool IsFocus { get; init; }

    /// <summary>Whether a line connects this post to the next, which replies to it.</summary>
    public bool HasConnector { get; init; }

    public VisibilityOption Visibility => VisibilityOption.Of(Post.Visibility);

    public bool IsMarked => Post.Visibility is not Contracts.Posts.Visibility.Public;

    /// <summary>Whether the visibility forbids boosts.</summary>
    public bool IsRestricted => Post.Visibility is Contracts.Posts.Visibility.Followers or Contracts.Posts.Visibility.Direct;

    public bool IsDirect => Post.Visibility is Contracts.Posts.Visibility.Direct;

    public static IReadOnlyList<PostItem> From(IEnumerable<PostView> entries) => [.. entries.Select(entry => new PostItem(entry))];
}

/// <summary>A list of posts.</summary>
/// <param name="Label">The accessible name of the list.</param>
internal sealed record PostList(IReadOnlyList<PostItem> Items, string? Label = null, string CssClass = "timeline")
{
    public static PostList From(IEnumerable<PostView> entries) => new(PostItem.From(entries));
}

/// <summary>A toggle button below a post.</summary>
internal sealed record ReactionButton(PostItem Item, string Verb, string Word, int Count, bool IsPressed)
{
    public string Action => $"{Item.Path}/{(IsPressed ? "un" : "")}{Verb}";
}
