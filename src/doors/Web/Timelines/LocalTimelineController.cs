using Microsoft.AspNetCore.Mvc;
using Plaza.Contracts.Timelines;
using Plaza.Queries.Statistics;
using Plaza.Web.Filters;
using Plaza.Web.Pages;
using Plaza.Web.Posts;

namespace Plaza.Web.Timelines;

/// <summary>The front page: the local timeline and the facts about this server.</summary>
internal sealed class LocalTimelineController(TimelinePageReader timelines, TotalsCache totals) : Controller
{
    [HttpGet("/")]
    public async Task<ViewResult> ShowAsync([FromQuery(Name = "max_id")] string? max, [FromQuery(Name = "min_id")] string? min, CancellationToken ct)
    {
        var timeline = await timelines.ReadAsync(paging => new GetLocalTimeline(paging), PageCursor.Read(max, min), ct);
        return View("LocalTimeline", new LocalTimelinePage(timeline, await totals.ReadAsync(ct)));
    }
}

internal sealed record LocalTimelinePage(TimelinePage Timeline, Totals Totals) : IAnonymouslyCacheable
{
    public string Path => "/";

    public IReadOnlyList<PostList> Lists => [Timeline.Posts];

    public object CacheKey => (Timeline.Pager, Totals.Accounts, Totals.Posts, Totals.ActiveWeek, Timeline.PopularTags);
}
