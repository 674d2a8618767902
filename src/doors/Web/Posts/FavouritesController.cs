using Microsoft.AspNetCore.Mvc;
using Plaza.Contracts.Posts;
using Plaza.Queries.Posts;
using Plaza.Spaces.Requests;
using Plaza.Web.Filters;
using Plaza.Web.Pages;
using Plaza.Web.Profiles;

namespace Plaza.Web.Posts;

/// <summary>Favourites a post, removes the favourite, and lists the favourites of a post.</summary>
internal sealed class FavouritesController(IRequestBus bus, PostQueries posts, ProfilePageReader profiles, Visitor visitor)
    : ReactionController(bus, posts, profiles, visitor)
{
    [HttpGet("/@{handle}/{id}/favourites")]
    public Task<ViewResult> ShowAsync(string handle, string id, CancellationToken ct) => ListAsync(handle, id, "Favourites", Posts.GetFavouritedByAsync, ct);

    [RequireLogin, HttpPost("/@{handle}/{id}/favourite")]
    public Task<SeeOtherResult> FavouriteAsync(string handle, string id, [FromForm] string? @return, CancellationToken ct) =>
        SendAsync(handle, id, @return, post => new FavouritePost(Account, post), ct);

    [RequireLogin, HttpPost("/@{handle}/{id}/unfavourite")]
    public Task<SeeOtherResult> WithdrawAsync(string handle, string id, [FromForm] string? @return, CancellationToken ct) =>
        SendAsync(handle, id, @return, post => new WithdrawFavourite(Account, post), ct);
}
