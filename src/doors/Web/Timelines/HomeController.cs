using Microsoft.AspNetCore.Mvc;
using Plaza.Contracts.Ids;
using Plaza.Web.Layout;
using Plaza.Web.Posts;

namespace Plaza.Web.Timelines;

/// <summary>What the reader and those they follow say, and the box to say something oneself.</summary>
[SignedIn]
internal sealed class HomeController(HomePages homes, Visitor visitor) : Controller
{
    [HttpGet("/home")]
    public async Task<ViewResult> ShowAsync(
        [FromQuery(Name = "max_id")] string? max, [FromQuery(Name = "min_id")] string? min, [FromQuery] string? posted, CancellationToken ct)
    {
        var page = await homes.ReadAsync(PageCursor.Read(max, min), ct);
        return View("Home", page with { Posted = PostId.TryParse(posted, out var post) ? PostPath.Of(visitor.Handle, post) : null });
    }
}
