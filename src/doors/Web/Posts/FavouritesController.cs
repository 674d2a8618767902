using Microsoft.AspNetCore.Mvc;
using Plaza.Contracts.Posts;
using Plaza.Queries.Posts;
using Plaza.Spaces.Requests;
using Plaza.Web.Layout;

namespace Plaza.Web.Posts;

/// <summary>Marking posts as favourites, and who did.</summary>
internal sealed class FavouritesController(IRequestBus bus, PostQueries posts, ReactionPages reactions, Visitor visitor) : Controller
{
    [HttpGet("/@{handle}/{id}/favourites")]
    public async Task<ViewResult> ShowAsync(string handle, string id, CancellationToken ct)
    {
        var post = await posts.NamedAsync(handle, id, visitor.Account, ct);
        return View("Reactions", await reactions.ReadAsync(post, "Favourites", await posts.FavouritedByAsync(post.Id, ReactionPages.Most, ct), ct));
    }

    [SignedIn, HttpPost("/@{handle}/{id}/favourite")]
    public async Task<SeeOtherResult> MarkAsync(string handle, string id, [FromForm] string? @return, CancellationToken ct)
    {
        var post = await posts.NamedAsync(handle, id, visitor.Account, ct);
        await bus.SendAsync(new FavouritePost(visitor.RequiredAccount, post.Id), ct);
        return new SeeOtherResult(ReturnUrl.Or(@return, PostPath.Of(post)));
    }

    [SignedIn, HttpPost("/@{handle}/{id}/unfavourite")]
    public async Task<SeeOtherResult> WithdrawAsync(string handle, string id, [FromForm] string? @return, CancellationToken ct)
    {
        var post = await posts.NamedAsync(handle, id, visitor.Account, ct);
        await bus.SendAsync(new WithdrawFavourite(visitor.RequiredAccount, post.Id), ct);
        return new SeeOtherResult(ReturnUrl.Or(@return, PostPath.Of(post)));
    }
}
