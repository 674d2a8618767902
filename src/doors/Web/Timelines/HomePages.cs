using Plaza.Contracts.Timelines;
using Plaza.Queries.Accounts;
using Plaza.Queries.Posts;
using Plaza.Queries.Statistics;
using Plaza.Spaces.Requests;
using Plaza.Web.Layout;
using Plaza.Web.Posts;

namespace Plaza.Web.Timelines;

/// <summary>Reads what somebody's home shows.</summary>
internal sealed class HomePages(IRequestBus bus, PostQueries posts, AccountQueries accounts, TopTagsCache tags, Visitor visitor)
{
    public async Task<HomePage> ReadAsync(PageCursor place, CancellationToken ct)
    {
        var page = await bus.SendAsync(new GetHomeTimeline(visitor.RequiredAccount, place.Paging), ct);
        var you = (await accounts.FindAsync(visitor.RequiredAccount, ct))!;
        var slice = place.Slice(page.Items, post => post.Value);

        return new(
            new ComposeForm(visitor.Handle) { Visibility = VisibilityOption.Of(you.Posting.Visibility).Value },
            PostList.From(await posts.GetAsync(slice.Items, visitor.RequiredAccount, ct)),
            slice.Pager,
            you,
            await tags.ReadWeekAsync(ct));
    }
}

/// <param name="You">For the card beside the timeline.</param>
internal sealed record HomePage(ComposeForm Compose, PostList Posts, Pager Pager, AccountView You, IReadOnlyList<TagCount> PopularTags)
{
    /// <summary>What was posted just now.</summary>
    public string? Posted { get; init; }
}
