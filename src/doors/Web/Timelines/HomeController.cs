using Microsoft.AspNetCore.Mvc;
using Plaza.Contracts.Ids;
using Plaza.Web.Filters;
using Plaza.Web.Pages;
using Plaza.Web.Posts;

namespace Plaza.Web.Timelines;

/// <summary>The home timeline and the form for a new post.</summary>
[RequireLogin]
internal sealed class HomeController(HomePageReader homes, Visitor visitor) : Controller
{
    [HttpGet("/home")]
    public async Task<ViewResult> ShowAsync(
        [FromQuery(Name = "max_id")] string? max, [FromQuery(Name = "min_id")] string? min, [FromQuery] string? posted, CancellationToken ct)
    {
        var page = await homes.ReadAsync(PageCursor.Read(max, min), ct);
        return View("Home", page with { Posted = PostId.TryParse(posted, out var post) ? PostPath.Of(visitor.Handle, post) : null });
    }
}
