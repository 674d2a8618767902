using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Plaza.Api.Accounts;
using Plaza.Api.Authorization;
using Plaza.Api.Input;
using Plaza.Api.Paging;
using Plaza.Api.Json;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Queries.Accounts;
using Plaza.Queries.Posts;
using Plaza.Spaces.Requests;

namespace Plaza.Api.Posts;

/// <summary>Endpoints that add, withdraw and list favourites and boosts. The id of a boost refers to the boosted post.</summary>
internal static class ReactionEndpoints
{
    extension(IEndpointRouteBuilder api)
    {
        public void MapReactions()
        {
            var post = api.MapGroup("v1/statuses/{id:id}").WithTags("Posts");

            post.MapPost("favourite", FavouriteAsync).ForUsers("write:favourites");
            post.MapPost("unfavourite", UnfavouriteAsync).ForUsers("write:favourites");
            post.MapPost("reblog", BoostAsync).ForUsers("write:statuses");
            post.MapPost("unreblog", UnboostAsync).ForUsers("write:statuses");
            post.MapGet("favourited_by", FavouritedByAsync).ForAnyone("read:accounts");
            post.MapGet("reblogged_by", BoostedByAsync).ForAnyone("read:accounts");
        }
    }

    private static Task<IResult> FavouriteAsync(PostId id, Caller caller, IRequestBus bus, PostQueries posts, PostWriter writer, CancellationToken ct) =>
        SendAsync(id, post => new FavouritePost(caller.Account, post), caller, bus, posts, writer, ct);

    private static Task<IResult> UnfavouriteAsync(PostId id, Caller caller, IRequestBus bus, PostQueries posts, PostWriter writer, CancellationToken ct) =>
        SendAsync(id, post => new WithdrawFavourite(caller.Account, post), caller, bus, posts, writer, ct);

    private static async Task<IResult> BoostAsync(PostId id, RequestFields fields, Caller caller, IRequestBus bus, PostQueries posts, PostWriter writer, CancellationToken ct)
    {
        var post = await posts.GetOriginalAsync(id, caller.Account, ct);
        var boost = await bus.SendAsync(new BoostPost(caller.Account, post.Id) { Visibility = VisibilityNames.Read(fields.NonEmpty("visibility")) }, ct);
        return writer.ToResult(await posts.GetAsync(boost, caller.Account, ct), caller.Account);
    }

    private static Task<IResult> UnboostAsync(PostId id, Caller caller, IRequestBus bus, PostQueries posts, PostWriter writer, CancellationToken ct) =>
        SendAsync(id, post => new WithdrawBoost(caller.Account, post), caller, bus, posts, writer, ct);

    private static async Task<IResult> FavouritedByAsync(PostId id, PagedRequest listing, Caller caller, PostQueries posts, ApiUrls urls, CancellationToken ct)
    {
        var post = await posts.GetOriginalAsync(id, caller.Viewer, ct);
        return Accounts(await posts.GetFavouritedByAsync(post.Id, listing.Limit(40, 80), ct), urls);
    }

    private static async Task<IResult> BoostedByAsync(PostId id, PagedRequest listing, Caller caller, PostQueries posts, ApiUrls urls, CancellationToken ct)
    {
        var post = await posts.GetOriginalAsync(id, caller.Viewer, ct);
        return Accounts(await posts.GetBoostedByAsync(post.Id, listing.Limit(40, 80), ct), urls);
    }

    private static async Task<IResult> SendAsync(
        PostId id, Func<PostId, ICommand<bool>> command, Caller caller, IRequestBus bus, PostQueries posts, PostWriter writer, CancellationToken ct)
    {
        var post = await posts.GetOriginalAsync(id, caller.Account, ct);
        await bus.SendAsync(command(post.Id), ct);
        return writer.ToResult(await posts.GetAsync(post.Id, caller.Account, ct), caller.Account);
    }

    private static IResult Accounts(List<AccountView> accounts, ApiUrls urls) =>
        ApiResults.Json<List<AccountJson>>([.. accounts.Where(account => !account.IsSuspended).Select(account => AccountJson.From(account, urls))]);
}
