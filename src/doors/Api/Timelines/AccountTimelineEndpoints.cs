using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Plaza.Api.Accounts;
using Plaza.Api.Authorization;
using Plaza.Api.Errors;
using Plaza.Api.Paging;
using Plaza.Api.Posts;
using Plaza.Api.Json;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Text;
using Plaza.Contracts.Timelines;
using Plaza.Queries.Accounts;
using Plaza.Queries.Posts;
using Plaza.Spaces.Requests;

namespace Plaza.Api.Timelines;

/// <summary>The posts and boosts of an account: at Mastodon's path, and as a collection with links to its pages.</summary>
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
        AccountId id, PagedRequest listing, Caller caller, AccountQueries accounts, IRequestBus bus, PostQueries views, PostWriter writer, CancellationToken ct)
    {
        await accounts.GetAsync(id, ct);
        var (query, paging) = (listing.Query, listing.Paging());

        if (query.IsTrue("pinned") || query.IsTrue("only_media"))
            return ApiResults.EmptyArray;

        var question = new GetAccountTimeline(id, caller.Viewer, paging) { WithReplies = !query.IsTrue("exclude_replies"), WithBoosts = !query.IsTrue("exclude_reblogs") };
        var ids = (await bus.SendAsync(question, ct)).Items;
        var posts = await views.GetAsync(ids, caller.Viewer, ct);
        listing.Link([.. ids.Select(post => post.Value)], ids.Count == paging.Limit);

        var tag = query.NonEmpty("tagged") is { } tagged ? Hashtag.KeyOf(tagged) : null;
        return writer.ToResult([.. posts.Where(post => tag is null || post.Tags.Contains(tag, StringComparer.Ordinal))], caller.Viewer);
    }

    private static async Task<IResult> ReadCollectionAsync(
        string handle, PagedRequest listing, Caller caller, AccountQueries accounts, IRequestBus bus, PostQueries views, ApiUrls urls, PostWriter writer, CancellationToken ct)
    {
        var account = await accounts.FindByAcctAsync(handle, urls, ct) ?? throw ApiException.NotFound();
        var paging = listing.Paging();
        var ids = (await bus.SendAsync(new GetAccountTimeline(account.Id, caller.Viewer, paging), ct)).Items;
        var posts = await views.GetAsync(ids, caller.Viewer, ct);
        var next = ids.Count == paging.Limit ? listing.UrlWith("max_id", ids[^1].Value) : null;

        listing.Link([.. ids.Select(post => post.Value)], next is not null);
        return ApiResults.Json(new PostCollectionJson(writer.Write(posts, caller.Viewer), new(listing.Url(), next)));
    }
}
