using Plaza.Api.Errors;
using Plaza.Api.Input;
using Plaza.Contracts.Ids;
using Plaza.Queries.Posts;

namespace Plaza.Api.Posts;

/// <summary>Look-ups of posts that respond with 404 when the viewer may not see the post.</summary>
internal static class PostLookup
{
    extension(PostQueries posts)
    {
        public async Task<PostView> GetAsync(PostId post, AccountId? viewer, CancellationToken ct) =>
            await posts.FindAsync(post, viewer, ct) ?? throw ApiException.NotFound();

        /// <summary>The post, or the boosted post if the id is that of a boost.</summary>
        public async Task<PostView> GetOriginalAsync(PostId post, AccountId? viewer, CancellationToken ct)
        {
            var found = await posts.GetAsync(post, viewer, ct);
            return found.Boosted ?? found;
        }
    }
}
