using Plaza.Api.Wire;
using Plaza.Contracts.Ids;
using Plaza.Queries.Posts;

namespace Plaza.Api.Search;

/// <summary>Finds a post by its own address: what people paste into a client's search box.</summary>
internal sealed class PostSearch(PostQueries posts, ApiUrls at)
{
    public async Task<IReadOnlyList<PostView>> FindAsync(string query, AccountId? viewer, CancellationToken ct) =>
        PageAddress.Read(query, at) is { Post: { } number } address
        && PostId.TryParse(number, out var id)
        && await posts.FindAsync(id, viewer, ct) is { } post
        && post.Author.Handle.Equals(address.Handle, StringComparison.OrdinalIgnoreCase)
            ? [post]
            : [];
}
