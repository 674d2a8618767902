using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Plaza.Api.Accounts;
using Plaza.Api.Entry;
using Plaza.Api.Paging;
using Plaza.Api.Posts;
using Plaza.Api.Wire;
using Plaza.Contracts.Ids;
using Plaza.Data.Views;

namespace Plaza.Api.Timelines;

/// <summary>What one account published and boosted: by Mastodon's path, and as a collection that leads on by itself.</summary>
internal static class AccountTimelineEndpoints
{
    extension(IEndpointRouteBuilder api)
    {
        public void MapAccountTimelines()
        {
            api.MapGet("v1/accounts/{id:id}/statuses", ReadAsync).WithTags("Timelines").ForAnyone("read:statuses");
            api.MapGet("plaza/v1/accounts/{handle}/posts", ReadCollectionAsync).WithTags("Timelines").ForAnyone("read:statuses");
        }
    }

    private static async Task<IResult> ReadAsync(
        AccountId id, Listing listing, Caller caller, AccountViews accounts, TimelineViews timelines, PostWriter writer, CancellationToken ct)
    {
        await accounts.GetAsync(id, ct);
        var (query, paging) = (listing.Query, listing.Paging());

        if (query.Is("pinned") || query.Is("only_media"))
            return Reply.None;

        var posts = await timelines.AccountAsync(id, paging, caller.Viewer, ct, !query.Is("exclude_replies"), !query.Is("exclude_reblogs"));
        listing.Link([.. posts.Select(post => post.Id.Value)], posts.Count == paging.Limit);

        var tag = query.Filled("tagged")?.ToLowerInvariant();
        return writer.Answer([.. posts.Where(post => tag is null || post.Tags.Contains(tag, StringComparer.Ordinal))], caller.Viewer);
    }

    private static async Task<IResult> ReadCollectionAsync(
        string handle, Listing listing, Caller caller, AccountViews accounts, TimelineViews timelines, Addresses at, PostWriter writer, CancellationToken ct)
    {
        var account = await accounts.NamedAsync(handle, at, ct) ?? throw Input.ApiException.NotFound();
        var paging = listing.Paging();
        var posts = await timelines.AccountAsync(account.Id, paging, caller.Viewer, ct);
        var next = posts.Count == paging.Limit ? listing.AddressWith("max_id", posts[^1].Id.Value) : null;

        listing.Link([.. posts.Select(post => post.Id.Value)], next is not null);
        return Reply.Json(new PostCollectionJson(writer.Write(posts, caller.Viewer), new(listing.Address(), next)));
    }
}
