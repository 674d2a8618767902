using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Plaza.Api.Authorization;
using Plaza.Api.Errors;
using Plaza.Api.Input;
using Plaza.Api.Paging;
using Plaza.Api.Json;
using Plaza.Contracts.Ids;
using Plaza.Queries.Accounts;

namespace Plaza.Api.Accounts;

/// <summary>Endpoints that read accounts. The paths are Mastodon's.</summary>
internal static class AccountEndpoints
{
    extension(IEndpointRouteBuilder api)
    {
        public void MapAccounts()
        {
            var accounts = api.MapGroup("v1/accounts").WithTags("Accounts");

            accounts.MapGet("", ReadByIdsAsync).ForAnyone("read:accounts");
            accounts.MapGet("lookup", LookUpAsync).ForAnyone("read:accounts");
            accounts.MapGet("search", SearchAsync).ForUsers("read:accounts");
            accounts.MapGet("{id:id}", ReadAsync).ForAnyone("read:accounts");
            accounts.MapGet("{id:id}/followers", FollowersAsync).ForAnyone("read:accounts");
            accounts.MapGet("{id:id}/following", FollowingAsync).ForAnyone("read:accounts");
        }
    }

    private static async Task<IResult> ReadAsync(AccountId id, AccountQueries accounts, AccountWriter writer, CancellationToken ct) =>
        ApiResults.Prerendered(writer.Json(await accounts.GetAsync(id, ct)));

    private static async Task<IResult> ReadByIdsAsync(RequestFields fields, AccountQueries accounts, ApiUrls urls, CancellationToken ct)
    {
        var ids = fields.Ids<AccountId>("id");
        var found = await accounts.GetAsync(ids, ct);
        return ApiResults.Json<List<AccountJson>>([.. ids.Where(found.ContainsKey).Select(id => AccountJson.From(found[id], urls))]);
    }

    private static async Task<IResult> LookUpAsync(RequestFields fields, AccountQueries accounts, ApiUrls urls, CancellationToken ct) =>
        await accounts.FindByAcctAsync(fields.Text("acct") ?? "", urls, ct) is { } account
            ? ApiResults.Json(AccountJson.From(account, urls))
            : throw ApiException.NotFound();

    private static async Task<IResult> SearchAsync(PagedRequest listing, Caller caller, AccountSearch search, ApiUrls urls, CancellationToken ct)
    {
        var query = listing.Query;
        var found = await search.FindAsync(query.Text("q") ?? "", listing.Limit(40, 80), query.IsTrue("following") ? caller.Account : null, ct);
        return ApiResults.Json<List<AccountJson>>([.. query.Text("offset") is null or "" or "0" ? found.Select(account => AccountJson.From(account, urls)) : []]);
    }

    private static async Task<IResult> FollowersAsync(AccountId id, PagedRequest listing, AccountQueries accounts, ApiUrls urls, CancellationToken ct)
    {
        var account = await accounts.GetAsync(id, ct);
        var paging = listing.Paging(40, 80);
        return Follows(account.IsSuspended ? [] : await accounts.GetFollowersAsync(id, paging, ct), paging, listing, urls);
    }

    private static async Task<IResult> FollowingAsync(AccountId id, PagedRequest listing, AccountQueries accounts, ApiUrls urls, CancellationToken ct)
    {
        var account = await accounts.GetAsync(id, ct);
        var paging = listing.Paging(40, 80);
        return Follows(account.IsSuspended ? [] : await accounts.GetFollowingAsync(id, paging, ct), paging, listing, urls);
    }

    private static IResult Follows(List<(FollowId At, AccountView Account)> follows, Contracts.PageRequest paging, PagedRequest listing, ApiUrls urls)
    {
        listing.Link([.. follows.Select(follow => follow.At.Value)], follows.Count == paging.Limit);
        return ApiResults.Json<List<AccountJson>>([.. follows.Select(follow => AccountJson.From(follow.Account, urls))]);
    }
}
