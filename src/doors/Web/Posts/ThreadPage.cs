using Plaza.Queries.Caching;
using Plaza.Queries.Posts;
using Plaza.Queries.Statistics;
using Plaza.Web.Components;
using Plaza.Web.Filters;

namespace Plaza.Web.Posts;

/// <summary>A post with the posts above it in its thread and its replies.</summary>
/// <param name="Compose">Null for an anonymous visitor.</param>
internal sealed record ThreadPage(PostView Post, PostList Above, PostList Replies, ComposeForm? Compose, IReadOnlyList<TagCount> PopularTags) : IAnonymouslyCacheable
{
    public string Path => PostPath.Of(Post);

    public IReadOnlyList<PostList> Lists => [Above, Replies];

    public object CacheKey => (Above.Items.Count, PopularTags);

    public string Title => $"{Post.Author.Name}: “{Excerpt.Of(Post.ContentWarning is "" ? Post.Text : Post.ContentWarning)}”";
}
