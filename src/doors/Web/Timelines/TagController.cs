using Microsoft.AspNetCore.Mvc;
using Plaza.Contracts;
using Plaza.Contracts.Text;
using Plaza.Queries.Statistics;
using Plaza.Queries.Timelines;
using Plaza.Web.Filters;
using Plaza.Web.Pages;
using Plaza.Web.Posts;

namespace Plaza.Web.Timelines;

/// <summary>The public posts with a hashtag.</summary>
internal sealed class TagController(TimelineQueries timelines, TopTagsCache tags, Visitor visitor) : Controller
{
    [HttpGet("/tags/{name}")]
    public async Task<ViewResult> ShowAsync(
        string name, [FromQuery(Name = "max_id")] string? max, [FromQuery(Name = "min_id")] string? min, CancellationToken ct)
    {
        if (Hashtag.KeyOf(name) is not { Length: > 0 } key)
            throw RequestRejectedException.NotFound();

        var cursor = PageCursor.Read(max, min);
        var slice = cursor.Slice(await timelines.GetByTagAsync(key, cursor.Paging, visitor.Account, ct), post => post.Id.Value);
        return View("Tag", new TagPage(key, new(PostList.From(slice.Items), slice.Pager, await tags.ReadWeekAsync(ct))));
    }
}

internal sealed record TagPage(string Name, TimelinePage Timeline) : IAnonymouslyCacheable
{
    public string? Path => Timeline.Posts.Items.Count is 0 ? null : $"/tags/{Name}";

    public IReadOnlyList<PostList> Lists => [Timeline.Posts];

    public object CacheKey => (Timeline.Pager, Timeline.PopularTags);
}
