using Microsoft.AspNetCore.Mvc;
using Plaza.Contracts.Posts;
using Plaza.Queries.Posts;
using Plaza.Spaces.Requests;
using Plaza.Web.Layout;

namespace Plaza.Web.Posts;

/// <summary>Passing posts on, and who did.</summary>
internal sealed class BoostsController(IRequestBus bus, PostQueries posts, ReactionPages reactions, Visitor visitor) : Controller
{
    [HttpGet("/@{handle}/{id}/boosts")]
    public async Task<ViewResult> ShowAsync(string handle, string id, CancellationToken ct)
    {
        var post = await posts.NamedAsync(handle, id, visitor.Account, ct);
        return View("Reactions", await reactions.ReadAsync(post, "Boosts", await posts.BoostedByAsync(post.Id, ReactionPages.Most, ct), ct));
    }

    [SignedIn, HttpPost("/@{handle}/{id}/boost")]
    public async Task<SeeOtherResult> BoostAsync(string handle, string id, [FromForm] string? @return, CancellationToken ct)
    {
        var post = await posts.NamedAsync(handle, id, visitor.Account, ct);
        await bus.SendAsync(new BoostPost(visitor.RequiredAccount, post.Id), ct);
        return new SeeOtherResult(ReturnUrl.Or(@return, PostPath.Of(post)));
    }

    [SignedIn, HttpPost("/@{handle}/{id}/unboost")]
    public async Task<SeeOtherResult> WithdrawAsync(string handle, string id, [FromForm] string? @return, CancellationToken ct)
    {
        var post = await posts.NamedAsync(handle, id, visitor.Account, ct);
        await bus.SendAsync(new WithdrawBoost(visitor.RequiredAccount, post.Id), ct);
        return new SeeOtherResult(ReturnUrl.Or(@return, PostPath.Of(post)));
    }
}
