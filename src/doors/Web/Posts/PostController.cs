using Microsoft.AspNetCore.Mvc;
using Plaza.Queries.Posts;
using Plaza.Web.Pages;

namespace Plaza.Web.Posts;

/// <summary>The page of a post.</summary>
internal sealed class PostController(PostQueries posts, ThreadPageReader threads, Visitor visitor) : Controller
{
    [HttpGet("/@{handle}/{id}")]
    public async Task<IActionResult> ShowAsync(string handle, string id, CancellationToken ct)
    {
        var post = await posts.FindByPathAsync(handle, id, visitor.Account, ct);
        return post.Boosted is { } original
            ? new SeeOtherResult(PostPath.Of(original))
            : View("Thread", await threads.ReadAsync(post, ct));
    }
}
