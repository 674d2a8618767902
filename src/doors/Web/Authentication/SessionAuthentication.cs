using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Plaza.Contracts.Authentication;
using Plaza.Spaces.Requests;

namespace Plaza.Web.Authentication;

/// <summary>Knows a browser by its cookie. After a fault it asks nobody, so that the page which says so can be made.</summary>
internal sealed class SessionAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, IRequestBus bus, SessionCookie cookie)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public new const string Scheme = "web";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var isFault = Context.Features.Get<IExceptionHandlerFeature>() is not null;
        if (isFault || cookie.Read(Request) is not { } secret)
            return AuthenticateResult.NoResult();

        var principal = await bus.AskAsync(new WhoHasSession(secret), Context.RequestAborted);
        return principal?.Account is null
            ? AuthenticateResult.NoResult()
            : AuthenticateResult.Success(new(new ClaimsPrincipal(new SessionIdentity(principal)), Scheme));
    }
}
