using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Plaza.Api.Authorization;
using Plaza.Api.Errors;
using Plaza.Api.Input;
using Plaza.Api.Paging;
using Plaza.Api.Json;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Profiles;
using Plaza.Queries.Accounts;
using Plaza.Queries.Timelines;
using Plaza.Spaces.Requests;

namespace Plaza.Api.Accounts;

/// <summary>Endpoints that follow and unfollow accounts and read relationships to them.</summary>
internal static class RelationshipEndpoints
{
    private const int MaxFollowersExamined = 80;

    extension(IEndpointRouteBuilder api)
    {
        public void MapRelationships()
        {
            var accounts = api.MapGroup("v1/accounts").WithTags("Accounts");

            accounts.MapGet("relationships", ReadAsync).ForUsers("read:follows");
            accounts.MapGet("familiar_followers", FamiliarAsync).ForUsers("read:follows");
            accounts.MapPost("{id:id}/follow", FollowAsync).ForUsers("write:follows");
            accounts.MapPost("{id:id}/unfollow", UnfollowAsync).ForUsers("write:follows");
        }
    }

    private static async Task<IResult> ReadAsync(RequestFields fields, Caller caller, AccountQueries accounts, CancellationToken ct)
    {
        var ids = fields.Ids<AccountId>("id");
        var known = await accounts.GetAsync(ids, ct);
        return ApiResults.Json(await RelationshipsAsync(accounts, caller, [.. ids.Where(known.ContainsKey)], ct));
    }

    private static async Task<IResult> FamiliarAsync(
        RequestFields fields, Caller caller, AccountQueries accounts, TimelineQueries timelines, ApiUrls urls, CancellationToken ct)
    {
        var followed = (await timelines.GetFollowedAsync(caller.Account, ct)).ToHashSet();
        var familiar = new List<FamiliarFollowersJson>();

        foreach (var id in fields.Ids<AccountId>("id"))
        {
            var followers = await accounts.GetFollowersAsync(id, new(MaxFollowersExamined), ct);
            familiar.Add(new(id, [.. followers.Where(one => followed.Contains(one.Account.Id)).Select(one => AccountJson.From(one.Account, urls))]));
        }

        return ApiResults.Json(familiar);
    }

    private static async Task<IResult> FollowAsync(AccountId id, RequestFields fields, Caller caller, IRequestBus bus, AccountQueries accounts, CancellationToken ct)
    {
        if (fields.Switch("notify") is true)
            throw ApiException.Invalid("notify", "Notifications of each post of an account are not supported yet");

        if (fields.Within("languages").Any(language => language.Length > 0))
            throw ApiException.Invalid("languages", "Following only some languages of an account is not supported yet");

        await bus.SendAsync(new Follow(caller.Account, id) { Boosts = fields.Switch("reblogs") }, ct);
        return ApiResults.Json((await RelationshipsAsync(accounts, caller, [id], ct))[0]);
    }

    private static async Task<IResult> UnfollowAsync(AccountId id, Caller caller, IRequestBus bus, AccountQueries accounts, CancellationToken ct)
    {
        await accounts.GetAsync(id, ct);
        await bus.SendAsync(new Unfollow(caller.Account, id), ct);
        return ApiResults.Json((await RelationshipsAsync(accounts, caller, [id], ct))[0]);
    }

    private static async Task<List<RelationshipJson>> RelationshipsAsync(
        AccountQueries accounts, Caller caller, List<AccountId> ids, CancellationToken ct) =>
        [.. (await accounts.GetRelationshipsAsync(caller.Account, ids, ct)).Select(RelationshipJson.From)];
}
