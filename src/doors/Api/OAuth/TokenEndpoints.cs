using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Plaza.Api.Json;
using Plaza.Contracts.Authentication;
using Plaza.Spaces.Requests;

namespace Plaza.Api.OAuth;

/// <summary>Endpoints that issue and revoke tokens (RFC 6749, RFC 7009). The consent page belongs to the website.</summary>
internal static class TokenEndpoints
{
    extension(IEndpointRouteBuilder root)
    {
        public void MapTokens()
        {
            var oauth = root.MapGroup("/oauth").WithTags("OAuth").WithMetadata(OAuthErrors.Marker);

            oauth.MapPost("token", IssueAsync);
            oauth.MapPost("revoke", RevokeAsync);
        }
    }

    private static async Task<IResult> IssueAsync(TokenRequest request, HttpContext context, IRequestBus bus, CancellationToken ct)
    {
        var token = await bus.SendAsync(ToCommand(request), ct);

        OAuthErrors.SetNoStore(context);
        return ApiResults.Json(new TokenJson(token.Secret, "Bearer", token.Scopes.ToString(), token.CreatedAt.ToUnixTimeSeconds()));
    }

    private static IRequest<IssuedToken> ToCommand(TokenRequest request) => request.Required("grant_type") switch
    {
        "authorization_code" => new RedeemCode(
            request.ClientId, request.ClientSecret, request.Required("code"), request.Required("redirect_uri"), request.Optional("code_verifier")),
        "client_credentials" => new IssueClientToken(request.ClientId, request.ClientSecret, request.Optional("scope") ?? "read"),
        _ => throw new OAuthException("unsupported_grant_type", "Only authorization_code and client_credentials are granted here"),
    };

    /// <summary>An unknown token counts as revoked (RFC 7009 §2.2). A missing token, or one of another app, gets Mastodon's error.</summary>
    private static async Task<IResult> RevokeAsync(TokenRequest request, HttpContext context, IRequestBus bus, CancellationToken ct)
    {
        var token = request.Optional("token") ?? throw new OAuthException("unauthorized_client", "You are not authorized to revoke this token");
        await bus.SendAsync(new RevokeToken(request.ClientId, request.ClientSecret, token), ct);

        OAuthErrors.SetNoStore(context);
        return ApiResults.EmptyObject;
    }
}
