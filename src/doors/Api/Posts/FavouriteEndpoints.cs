using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Plaza.Api.Authorization;
using Plaza.Api.Paging;
using Plaza.Api.Json;
using Plaza.Queries.Timelines;

namespace Plaza.Api.Posts;

/// <summary>
/// The user's favourites. The list is paged by favourite ids, which only the <c>Link</c> header carries; the ids of the posts do not page it.
/// </summary>
internal static class FavouriteEndpoints
{
    extension(IEndpointRouteBuilder api)
    {
        public void MapFavourites() => api.MapGet("v1/favourites", ReadAsync).WithTags("Posts").ForUsers("read:favourites");
    }

    private static async Task<IResult> ReadAsync(PagedRequest listing, Caller caller, TimelineQueries timelines, PostWriter writer, CancellationToken ct)
    {
        var favourites = await timelines.GetFavouritesAsync(caller.Account, listing.Paging(), ct);
        listing.Link([.. favourites.Rows.Select(row => row.Value)]);
        return writer.ToResult(favourites.Posts, caller.Account);
    }
}
