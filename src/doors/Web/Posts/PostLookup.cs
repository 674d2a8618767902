using Plaza.Contracts;
using Plaza.Contracts.Ids;
using Plaza.Queries.Posts;

namespace Plaza.Web.Posts;

/// <summary>Finds the post of a URL; the handle in the URL must be that of its author.</summary>
internal static class PostLookup
{
    extension(PostQueries posts)
    {
        /// <exception cref="RequestRejectedException">There is no such post, or the viewer may not see it.</exception>
        public async Task<PostView> FindByPathAsync(string handle, string id, AccountId? viewer, CancellationToken ct)
        {
            var found = PostId.TryParse(id, out var post) ? await posts.FindAsync(post, viewer, ct) : null;
            return found is not null && string.Equals(found.Author.Handle, handle, StringComparison.OrdinalIgnoreCase)
                ? found
                : throw RequestRejectedException.NotFound("This post was deleted, never existed, or is not open to you.");
        }
    }
}
