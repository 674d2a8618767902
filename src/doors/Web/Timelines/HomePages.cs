using Plaza.Contracts.Timelines;
using Plaza.Data.Views;
using Plaza.Spaces.Requests;
using Plaza.Web.Layout;
using Plaza.Web.Posts;

namespace Plaza.Web.Timelines;

/// <summary>Reads what somebody's home shows.</summary>
internal sealed class HomePages(IRequestBus bus, PostQueries posts, AccountQueries accounts, TopTagsCache tags, Visitor visitor)
{
    public async Task<HomePage> ReadAsync(PagePlace place, CancellationToken ct)
    {
        var page = await bus.SendAsync(new GetHomeTimeline(visitor.Self, place.Paging), ct);
        var you = (await accounts.FindAsync(visitor.Self, ct))!;
        var slice = place.Cut(page.Items, post => post.Value);

        return new(
            new Compose(visitor.Handle) { Visibility = VisibilityChoice.Of(you.Posting.Visibility).Value },
            PostList.From(await posts.GetAsync(slice.Items, visitor.Self, ct)),
            slice.Pager,
            you,
            await tags.ReadWeekAsync(ct));
    }
}

/// <param name="You">For the card beside the timeline.</param>
internal sealed record HomePage(Compose Compose, PostList Posts, Pager Pager, AccountView You, IReadOnlyList<TagCount> Talk)
{
    /// <summary>What was posted just now.</summary>
    public string? Posted { get; init; }
}
