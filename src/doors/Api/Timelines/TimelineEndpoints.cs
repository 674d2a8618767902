using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Plaza.Api.Authorization;
using Plaza.Api.Paging;
using Plaza.Api.Posts;
using Plaza.Api.Json;
using Plaza.Contracts.Timelines;
using Plaza.Queries.Posts;
using Plaza.Queries.Timelines;
using Plaza.Spaces.Requests;

namespace Plaza.Api.Timelines;

/// <summary>Endpoints of the timelines. The paths are Mastodon's.</summary>
internal static class TimelineEndpoints
{
    extension(IEndpointRouteBuilder api)
    {
        public void MapTimelines()
        {
            var timelines = api.MapGroup("v1/timelines").WithTags("Timelines");

            timelines.MapGet("home", HomeAsync).ForUsers("read:statuses");
            timelines.MapGet("public", LocalAsync).ForAnyone("read:statuses");
            timelines.MapGet("tag/{tag}", TagAsync).ForAnyone("read:statuses");
        }
    }

    private static async Task<IResult> HomeAsync(
        PagedRequest listing, Caller caller, IRequestBus bus, PostQueries posts, PostWriter writer, CancellationToken ct)
    {
        var paging = listing.Paging();
        var ids = (await bus.SendAsync(new GetHomeTimeline(caller.Account, paging), ct)).Items;
        listing.Link([.. ids.Select(id => id.Value)], ids.Count == paging.Limit);
        return writer.ToResult(await posts.GetAsync(ids, caller.Account, ct), caller.Account);
    }

    private static async Task<IResult> LocalAsync(
        PagedRequest listing, Caller caller, IRequestBus bus, PostQueries posts, PostWriter writer, CancellationToken ct)
    {
        var paging = listing.Paging();
        var isEmpty = listing.Query.IsTrue("remote") || listing.Query.IsTrue("only_media");
        var ids = isEmpty ? [] : (await bus.SendAsync(new GetLocalTimeline(paging), ct)).Items;
        listing.Link([.. ids.Select(id => id.Value)], ids.Count == paging.Limit);
        return writer.ToResult(await posts.GetAsync(ids, caller.Viewer, ct), caller.Viewer);
    }

    private static async Task<IResult> TagAsync(
        string tag, PagedRequest listing, Caller caller, TimelineQueries timelines, PostWriter writer, CancellationToken ct)
    {
        var paging = listing.Paging();
        var isEmpty = listing.Query.IsTrue("remote") || listing.Query.IsTrue("only_media");
        return Posts(isEmpty ? [] : await timelines.GetByTagAsync(tag, paging, caller.Viewer, ct), paging, listing, caller, writer);
    }

    private static IResult Posts(List<PostView> posts, Contracts.PageRequest paging, PagedRequest listing, Caller caller, PostWriter writer)
    {
        listing.Link([.. posts.Select(post => post.Id.Value)], posts.Count == paging.Limit);
        return writer.ToResult(posts, caller.Viewer);
    }
}
