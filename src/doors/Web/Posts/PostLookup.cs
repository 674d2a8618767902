using Plaza.Contracts;
using Plaza.Contracts.Ids;
using Plaza.Queries.Posts;

namespace Plaza.Web.Posts;

/// <summary>Finds the post that an address names: its author and its id must go together.</summary>
internal static class PostLookup
{
    extension(PostQueries posts)
    {
        /// <exception cref="RequestRejectedException">There is none, or the viewer may not know of it.</exception>
        public async Task<PostView> FindByPathAsync(string handle, string id, AccountId? viewer, CancellationToken ct)
        {
            var found = PostId.TryParse(id, out var post) ? await posts.FindAsync(post, viewer, ct) : null;
            return found is not null && string.Equals(found.Author.Handle, handle, StringComparison.OrdinalIgnoreCase)
                ? found
                : throw RequestRejectedException.NotFound("This post was deleted, never existed, or is not open to you.");
        }
    }
}
