using Plaza.Api.Errors;
using Plaza.Api.Input;
using Plaza.Contracts.Ids;
using Plaza.Queries.Posts;

namespace Plaza.Api.Posts;

/// <summary>Posts that the viewer has to be able to see, or the answer is 404.</summary>
internal static class AccountLookup
{
    extension(PostQueries posts)
    {
        public async Task<PostView> GetAsync(PostId post, AccountId? viewer, CancellationToken ct) =>
            await posts.FindAsync(post, viewer, ct) ?? throw ApiException.NotFound();

        /// <summary>The post itself, also where the id is that of a boost.</summary>
        public async Task<PostView> MeantAsync(PostId post, AccountId? viewer, CancellationToken ct)
        {
            var found = await posts.GetAsync(post, viewer, ct);
            return found.Boosted ?? found;
        }
    }
}
