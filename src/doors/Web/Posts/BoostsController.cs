using Microsoft.AspNetCore.Mvc;
using Plaza.Contracts.Posts;
using Plaza.Queries.Posts;
using Plaza.Spaces.Requests;
using Plaza.Web.Filters;
using Plaza.Web.Pages;
using Plaza.Web.Profiles;

namespace Plaza.Web.Posts;

/// <summary>Boosts a post, removes the boost, and lists the boosts of a post.</summary>
internal sealed class BoostsController(IRequestBus bus, PostQueries posts, ProfilePageReader profiles, Visitor visitor)
    : ReactionController(bus, posts, profiles, visitor)
{
    [HttpGet("/@{handle}/{id}/boosts")]
    public Task<ViewResult> ShowAsync(string handle, string id, CancellationToken ct) => ListAsync(handle, id, "Boosts", Posts.GetBoostedByAsync, ct);

    [RequireLogin, HttpPost("/@{handle}/{id}/boost")]
    public Task<SeeOtherResult> BoostAsync(string handle, string id, [FromForm] string? @return, CancellationToken ct) =>
        SendAsync(handle, id, @return, post => new BoostPost(Account, post), ct);

    [RequireLogin, HttpPost("/@{handle}/{id}/unboost")]
    public Task<SeeOtherResult> WithdrawAsync(string handle, string id, [FromForm] string? @return, CancellationToken ct) =>
        SendAsync(handle, id, @return, post => new WithdrawBoost(Account, post), ct);
}
