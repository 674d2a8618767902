using Plaza.Queries.Accounts;
using Plaza.Queries.Posts;
using Plaza.Web.Profiles;

namespace Plaza.Web.Posts;

/// <summary>Reads who favourited or boosted a post.</summary>
internal sealed class ReactionPages(ProfilePages profiles)
{
    public const int Most = 80;

    public async Task<ReactionPage> ReadAsync(PostView post, string what, List<AccountView> accounts, CancellationToken ct) =>
        new(post, what, await profiles.PeopleAsync([.. accounts.Where(account => !account.IsSuspended)], ct));
}

internal sealed record ReactionPage(PostView Post, string What, IReadOnlyList<AccountListItem> People);
