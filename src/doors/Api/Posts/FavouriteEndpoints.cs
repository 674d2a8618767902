using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Plaza.Api.Authorization;
using Plaza.Api.Paging;
using Plaza.Api.Wire;
using Plaza.Queries.Timelines;

namespace Plaza.Api.Posts;

/// <summary>What the user marked as a favourite. The ids of the posts lead nowhere here: only the <c>Link</c> header pages.</summary>
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
        return writer.Answer(favourites.Posts, caller.Account);
    }
}
