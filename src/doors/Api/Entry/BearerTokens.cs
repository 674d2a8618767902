using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Plaza.Contracts.Authentication;
using Plaza.Spaces.Requests;

namespace Plaza.Api.Entry;

/// <summary>
/// The scheme "api": a bearer token in the header, and nowhere else. For others the caller is a claim; endpoints take the
/// <see cref="Principal"/> from the request's features.
/// </summary>
internal sealed class BearerTokens(
    IRequestBus bus, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "api";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization.Count is 0)
            return AuthenticateResult.NoResult();

        var secret = BearerSecret.Of(Request);
        var principal = secret is null ? null : await bus.AskAsync(new WhoHasToken(secret), Context.RequestAborted);
        if (principal is null)
            return AuthenticateResult.Fail("The access token is invalid");

        Context.Features.Set(principal);
        return AuthenticateResult.Success(new(new(Identity(principal)), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => Denials.NoTokenAsync(Context);

    private static ClaimsIdentity Identity(Principal principal) => new(
        principal.Account is { } account ? [new("sub", account.ToString()), new("name", principal.Handle)] : [], SchemeName, "name", null);
}
