using Microsoft.AspNetCore.Mvc;
using Plaza.Data.Views;
using Plaza.Web.Layout;
using Plaza.Web.Posts;

namespace Plaza.Web.Timelines;

/// <summary>The front page: what this place is, and what everyone here says to everyone.</summary>
internal sealed class FrontController(TimelineViews timelines, PlaceFigures figures, TalkedAbout talk, Visitor visitor) : Controller
{
    [HttpGet("/")]
    public async Task<ViewResult> ShowAsync([FromQuery(Name = "max_id")] string? max, [FromQuery(Name = "min_id")] string? min, CancellationToken ct)
    {
        var place = PagePlace.Read(max, min);
        var slice = place.Cut(await timelines.LocalAsync(place.Paging, visitor.Account, ct), post => post.Id.Value);
        return View("Front", new FrontPage(PostList.From(slice.Items), slice.Pager, await figures.ReadAsync(ct), await talk.ReadAsync(ct)));
    }
}

internal sealed record FrontPage(PostList Posts, Pager Pager, Figures Figures, IReadOnlyList<TagUse> Talk);
