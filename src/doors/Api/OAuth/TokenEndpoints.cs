using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Plaza.Api.Wire;
using Plaza.Contracts.Authentication;
using Plaza.Spaces.Requests;

namespace Plaza.Api.OAuth;

/// <summary>Where apps get tokens and give them back (RFC 6749, RFC 7009). The consent page is the website's.</summary>
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

    private static async Task<IResult> IssueAsync(TokenRequest asked, HttpContext context, IRequestBus bus, CancellationToken ct)
    {
        var token = await bus.SendAsync(OrderOf(asked), ct);

        OAuthErrors.SetNoStore(context);
        return ApiResults.Json(new TokenJson(token.Secret, "Bearer", token.Scopes.ToString(), token.CreatedAt.ToUnixTimeSeconds()));
    }

    private static IRequest<IssuedToken> OrderOf(TokenRequest asked) => asked.Required("grant_type") switch
    {
        "authorization_code" => new RedeemCode(
            asked.ClientId, asked.ClientSecret, asked.Required("code"), asked.Required("redirect_uri"), asked.Optional("code_verifier")),
        "client_credentials" => new IssueClientToken(asked.ClientId, asked.ClientSecret, asked.Optional("scope") ?? "read"),
        _ => throw new OAuthException("unsupported_grant_type", "Only authorization_code and client_credentials are granted here"),
    };

    /// <summary>An unknown token counts as revoked (RFC 7009 §2.2); without one, or with that of another app, the answer is Mastodon's.</summary>
    private static async Task<IResult> RevokeAsync(TokenRequest asked, HttpContext context, IRequestBus bus, CancellationToken ct)
    {
        var token = asked.Optional("token") ?? throw new OAuthException("unauthorized_client", "You are not authorized to revoke this token");
        await bus.SendAsync(new RevokeToken(asked.ClientId, asked.ClientSecret, token), ct);

        OAuthErrors.SetNoStore(context);
        return ApiResults.Nothing;
    }
}
