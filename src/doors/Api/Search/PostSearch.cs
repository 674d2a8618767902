using Plaza.Api.Json;
using Plaza.Contracts.Ids;
using Plaza.Queries.Posts;

namespace Plaza.Api.Search;

/// <summary>Finds a post by its URL, which users paste into the search box of a client.</summary>
internal sealed class PostSearch(PostQueries posts, ApiUrls urls)
{
    public async Task<IReadOnlyList<PostView>> FindAsync(string query, AccountId? viewer, CancellationToken ct) =>
        PageUrl.Read(query, urls) is { Post: { } number } url
        && PostId.TryParse(number, out var id)
        && await posts.FindAsync(id, viewer, ct) is { } post
        && post.Author.Handle.Equals(url.Handle, StringComparison.OrdinalIgnoreCase)
            ? [post]
            : [];
}
