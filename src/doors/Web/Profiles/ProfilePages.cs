using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Timelines;
using Plaza.Queries.Accounts;
using Plaza.Queries.Posts;
using Plaza.Queries.Statistics;
using Plaza.Spaces.Requests;
using Plaza.Web.Layout;
using Plaza.Web.Posts;
using Plaza.Web.Timelines;

namespace Plaza.Web.Profiles;

/// <summary>Reads what the pages about an account show.</summary>
internal sealed class ProfilePages(IRequestBus bus, AccountQueries accounts, PostQueries posts, TopTagsCache tags, Visitor visitor)
{
    /// <exception cref="RequestRejectedException">There is no such account, or it is suspended and the viewer no admin.</exception>
    public async Task<AccountView> FindAsync(string handle, CancellationToken ct)
    {
        var account = HandleRules.IsValid(handle) ? await accounts.FindAsync(handle, ct) : null;
        return account is not null && (!account.IsSuspended || visitor.IsAdmin)
            ? account
            : throw RequestRejectedException.NotFound("This account was deleted, never existed, or is closed.");
    }

    public async Task<ProfilePage> ReadAsync(AccountView account, PageCursor place, bool withReplies, CancellationToken ct)
    {
        var page = await bus.SendAsync(new GetAccountTimeline(account.Id, visitor.Account, place.Paging) { WithReplies = withReplies }, ct);
        var slice = place.Slice(page.Items, post => post.Value, withReplies ? "with=replies" : "");
        var found = await posts.GetAsync(slice.Items, visitor.Account, ct);
        return new(
            (await PeopleAsync([account], ct))[0], PostList.From(found), slice.Pager, withReplies, await tags.ReadWeekAsync(ct));
    }

    /// <summary>In the order given.</summary>
    public async Task<IReadOnlyList<AccountListItem>> PeopleAsync(IReadOnlyList<AccountView> people, CancellationToken ct)
    {
        if (visitor.Account is not { } viewer || people.Count is 0)
            return [.. people.Select(account => new AccountListItem(account, IsFollowed: false))];

        var relations = await accounts.RelationshipsAsync(viewer, [.. people.Select(account => account.Id)], ct);
        return [.. people.Zip(relations, (account, relation) => new AccountListItem(account, relation.Follows))];
    }
}

internal sealed record ProfilePage(AccountListItem Person, PostList Posts, Pager Pager, bool WithReplies, IReadOnlyList<TagCount> PopularTags) : IAnonymouslyCacheable
{
    public string Path => $"/@{Account.Handle}";

    public IReadOnlyList<PostList> Lists => [Posts];

    public object CacheKey => (Account.Edition, Pager, PopularTags);

    public AccountView Account => Person.Account;
}
