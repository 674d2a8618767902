using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Plaza.Api.Accounts;
using Plaza.Api.Authorization;
using Plaza.Api.Json;
using Plaza.Contracts.Authentication;
using Plaza.Queries.Accounts;

namespace Plaza.Api.OAuth;

/// <summary>Endpoints of the authorization server's metadata (RFC 8414) and of userinfo.</summary>
internal static class MetadataEndpoints
{
    extension(IEndpointRouteBuilder root)
    {
        public void MapMetadata()
        {
            root.MapGet("/.well-known/oauth-authorization-server", (ApiUrls addresses) => ApiResults.Json(MetadataOf(addresses))).WithTags("OAuth");
            root.MapGet("/oauth/userinfo", WhoAsync).WithTags("OAuth").ForUsers("profile", "read:accounts");
            root.MapPost("/oauth/userinfo", WhoAsync).WithTags("OAuth").ForUsers("profile", "read:accounts");
        }
    }

    private static MetadataJson MetadataOf(ApiUrls urls) => new()
    {
        Issuer = urls.Root,
        AuthorizationEndpoint = urls.At("/oauth/authorize"),
        TokenEndpoint = urls.At("/oauth/token"),
        RevocationEndpoint = urls.At("/oauth/revoke"),
        UserinfoEndpoint = urls.At("/oauth/userinfo"),
        AppRegistrationEndpoint = urls.At("/api/v1/apps"),
        ServiceDocumentation = "https://docs.joinmastodon.org/",
        ScopesSupported = [.. Scopes.Supported.Order(StringComparer.Ordinal)],
    };

    private static async Task<IResult> WhoAsync(Caller caller, AccountQueries accounts, ApiUrls urls, CancellationToken ct)
    {
        var account = await accounts.GetAsync(caller.Account, ct);
        return ApiResults.Json(new UserinfoJson(urls.Root, urls.Of(account), account.Name, account.Handle, urls.Of(account), urls.PictureOf(account)));
    }
}
