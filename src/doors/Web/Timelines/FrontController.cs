using Microsoft.AspNetCore.Mvc;
using Plaza.Contracts.Timelines;
using Plaza.Queries.Posts;
using Plaza.Queries.Statistics;
using Plaza.Spaces.Requests;
using Plaza.Web.Layout;
using Plaza.Web.Posts;

namespace Plaza.Web.Timelines;

/// <summary>The front page: what this place is, and what everyone here says to everyone.</summary>
internal sealed class FrontController(IRequestBus bus, PostQueries posts, TotalsCache totals, TopTagsCache tags, Visitor visitor) : Controller
{
    [HttpGet("/")]
    public async Task<ViewResult> ShowAsync([FromQuery(Name = "max_id")] string? max, [FromQuery(Name = "min_id")] string? min, CancellationToken ct)
    {
        var place = PageCursor.Read(max, min);
        var page = await bus.SendAsync(new GetLocalTimeline(place.Paging), ct);
        var slice = place.Slice(page.Items, post => post.Value);
        var found = await posts.GetAsync(slice.Items, visitor.Account, ct);
        return View("Front", new FrontPage(PostList.From(found), slice.Pager, await totals.ReadAsync(ct), await tags.ReadWeekAsync(ct)));
    }
}

internal sealed record FrontPage(PostList Posts, Pager Pager, Totals Totals, IReadOnlyList<TagCount> PopularTags) : IAnonymouslyCacheable
{
    public string Path => "/";

    public IReadOnlyList<PostList> Lists => [Posts];

    public object CacheKey => (Pager, Totals.Accounts, Totals.Posts, Totals.ActiveWeek, PopularTags);
}
