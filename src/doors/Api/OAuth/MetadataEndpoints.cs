using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Plaza.Api.Accounts;
using Plaza.Api.Authorization;
using Plaza.Api.Wire;
using Plaza.Contracts.Authentication;
using Plaza.Queries.Accounts;

namespace Plaza.Api.OAuth;

/// <summary>Metadata of the authorization server (RFC 8414), and userinfo.</summary>
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

    private static MetadataJson MetadataOf(ApiUrls at) => new()
    {
        Issuer = at.Root,
        AuthorizationEndpoint = at.At("/oauth/authorize"),
        TokenEndpoint = at.At("/oauth/token"),
        RevocationEndpoint = at.At("/oauth/revoke"),
        UserinfoEndpoint = at.At("/oauth/userinfo"),
        AppRegistrationEndpoint = at.At("/api/v1/apps"),
        ServiceDocumentation = "https://docs.joinmastodon.org/",
        ScopesSupported = [.. Scopes.Supported.Order(StringComparer.Ordinal)],
    };

    private static async Task<IResult> WhoAsync(Caller caller, AccountQueries accounts, ApiUrls at, CancellationToken ct)
    {
        var account = await accounts.GetAsync(caller.Account, ct);
        return ApiResults.Json(new UserinfoJson(at.Root, at.Of(account), account.Name, account.Handle, at.Of(account), at.PictureOf(account)));
    }
}
