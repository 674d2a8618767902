using Microsoft.AspNetCore.Mvc;
using Plaza.Contracts;
using Plaza.Contracts.Posts;
using Plaza.Queries.Posts;
using Plaza.Spaces.Requests;
using Plaza.Web.Filters;
using Plaza.Web.Pages;

namespace Plaza.Web.Posts;

/// <summary>Deletion of a post, with a confirmation page. For its author and admins.</summary>
[RequireLogin]
internal sealed class PostDeletionController(IRequestBus bus, PostQueries posts, Visitor visitor) : Controller
{
    [HttpGet("/@{handle}/{id}/delete")]
    public async Task<ViewResult> ShowFormAsync(string handle, string id, CancellationToken ct) =>
        View("PostDeletion", await FindAsync(handle, id, ct));

    [HttpPost("/@{handle}/{id}/delete")]
    public async Task<SeeOtherResult> DeleteAsync(string handle, string id, CancellationToken ct)
    {
        var post = await FindAsync(handle, id, ct);
        await bus.SendAsync(new DeletePost(post.Id, visitor.RequiredAccount) { AsAdmin = visitor.IsAdmin }, ct);
        return new SeeOtherResult($"/@{post.Author.Handle}");
    }

    private async Task<PostView> FindAsync(string handle, string id, CancellationToken ct)
    {
        var post = await posts.FindByPathAsync(handle, id, visitor.Account, ct);
        return visitor.Is(post.Author.Id) || visitor.IsAdmin
            ? post
            : throw RequestRejectedException.Forbidden("Only its author can delete a post.");
    }
}
