using Microsoft.AspNetCore.Mvc;
using Plaza.Contracts;
using Plaza.Contracts.Text;
using Plaza.Queries.Statistics;
using Plaza.Queries.Timelines;
using Plaza.Web.Layout;
using Plaza.Web.Posts;

namespace Plaza.Web.Timelines;

/// <summary>The public posts that carry a hashtag.</summary>
internal sealed class TagController(TimelineQueries timelines, TopTagsCache tags, Visitor visitor) : Controller
{
    [HttpGet("/tags/{name}")]
    public async Task<ViewResult> ShowAsync(
        string name, [FromQuery(Name = "max_id")] string? max, [FromQuery(Name = "min_id")] string? min, CancellationToken ct)
    {
        if (Hashtag.KeyOf(name) is not { Length: > 0 } key)
            throw RequestRejectedException.NotFound();

        var place = PageCursor.Read(max, min);
        var slice = place.Slice(await timelines.TagAsync(key, place.Paging, visitor.Account, ct), post => post.Id.Value);
        return View("Tag", new TagPage(key, PostList.From(slice.Items), slice.Pager, await tags.ReadWeekAsync(ct)));
    }
}

internal sealed record TagPage(string Name, PostList Posts, Pager Pager, IReadOnlyList<TagCount> Talk) : IAnonymouslyCacheable
{
    public string? Path => Posts.Items.Count is 0 ? null : $"/tags/{Name}";

    public IReadOnlyList<PostList> Lists => [Posts];

    public object CacheKey => (Pager, Talk);
}
