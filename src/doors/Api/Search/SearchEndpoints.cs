using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Plaza.Api.Accounts;
using Plaza.Api.Authorization;
using Plaza.Api.Errors;
using Plaza.Api.Input;
using Plaza.Api.Paging;
using Plaza.Api.Posts;
using Plaza.Api.Json;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Text;

namespace Plaza.Api.Search;

/// <summary>Endpoints that find accounts by handle, posts by URL and hashtags by name.</summary>
internal static class SearchEndpoints
{
    extension(IEndpointRouteBuilder api)
    {
        public void MapSearch()
        {
            api.MapGet("v2/search", SearchAsync).WithTags("Search").ForAnyone("read:search");
            api.MapGet("v1/tags/{name}", ReadTag).WithTags("Search").ForAnyone("read");
        }
    }

    private static async Task<IResult> SearchAsync(
        PagedRequest listing, Caller caller, AccountSearch accounts, PostSearch posts, TagSearch tags, PostWriter writer, ApiUrls urls, CancellationToken ct)
    {
        var (query, limit) = (listing.Query.Text("q")?.Trim() ?? "", listing.Limit());
        if (query.Length is 0)
            throw ApiException.Malformed("param is missing or the value is empty: q");

        if (listing.Query.Text("offset") is not (null or "" or "0"))
            return ApiResults.Json(new SearchJson([], [], []));

        var type = listing.Query.NonEmpty("type");
        var follower = listing.Query.IsTrue("following") ? caller.Viewer : null;
        var author = listing.Query.Id<AccountId>("account_id");
        var foundAccounts = type is null or "accounts" ? await accounts.FindAsync(query, limit, follower, ct) : [];
        var foundPosts = type is null or "statuses" ? await posts.FindAsync(query, caller.Viewer, ct) : [];
        var foundTags = type is null or "hashtags" ? await tags.FindAsync(query, ct) : [];

        return ApiResults.Json(new SearchJson(
            [.. foundAccounts.Select(account => AccountJson.From(account, urls))],
            writer.Write([.. foundPosts.Where(post => author is null || post.Author.Id == author)], caller.Viewer),
            foundTags));
    }

    private static IResult ReadTag(string name, ApiUrls urls) =>
        Hashtag.KeyOf(name) is { Length: > 0 } key ? ApiResults.Json(TagJson.Of(key, urls)) : throw ApiException.NotFound();
}
