using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Timelines;
using Plaza.Queries.Accounts;
using Plaza.Web.Filters;
using Plaza.Web.Pages;
using Plaza.Web.Posts;
using Plaza.Web.Timelines;

namespace Plaza.Web.Profiles;

/// <summary>Reads the pages about an account.</summary>
internal sealed class ProfilePageReader(TimelinePageReader timelines, AccountQueries accounts, Visitor visitor)
{
    /// <exception cref="RequestRejectedException">There is no such account, or it is suspended and the visitor is no admin.</exception>
    public async Task<AccountView> FindAsync(string handle, CancellationToken ct)
    {
        var account = HandleRules.IsValid(handle) ? await accounts.FindAsync(handle, ct) : null;
        return account is not null && (!account.IsSuspended || visitor.IsAdmin)
            ? account
            : throw RequestRejectedException.NotFound("This account was deleted, never existed, or is suspended.");
    }

    public async Task<ProfilePage> ReadAsync(AccountView account, PageCursor cursor, bool withReplies, CancellationToken ct)
    {
        var timeline = await timelines.ReadAsync(
            paging => new GetAccountTimeline(account.Id, visitor.Account, paging) { WithReplies = withReplies }, cursor, ct, withReplies ? "with=replies" : "");
        return new((await ItemsAsync([account], ct))[0], timeline, withReplies);
    }

    /// <returns>The items in the given order.</returns>
    public async Task<IReadOnlyList<AccountListItem>> ItemsAsync(IReadOnlyList<AccountView> people, CancellationToken ct)
    {
        if (visitor.Account is not { } viewer || people.Count is 0)
            return [.. people.Select(account => new AccountListItem(account, IsFollowed: false))];

        var relations = await accounts.GetRelationshipsAsync(viewer, [.. people.Select(account => account.Id)], ct);
        return [.. people.Zip(relations, (account, relation) => new AccountListItem(account, relation.Follows))];
    }
}

internal sealed record ProfilePage(AccountListItem Item, TimelinePage Timeline, bool WithReplies) : IAnonymouslyCacheable
{
    public string Path => $"/@{Account.Handle}";

    public IReadOnlyList<PostList> Lists => [Timeline.Posts];

    public object CacheKey => (Account.Version, Timeline.Pager, Timeline.PopularTags);

    public AccountView Account => Item.Account;
}
