using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Plaza.Http.Callers;

namespace Plaza.Web.Authentication;

/// <summary>Authenticates a browser by its session. After an unhandled exception every visitor is anonymous, so that the error page can be rendered.</summary>
internal sealed class SessionAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public new const string Scheme = "web";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var isFault = Context.Features.Get<IExceptionHandlerFeature>() is not null;
        return Task.FromResult(!isFault && RequestCaller.Of(Context).Principal is { Session: not null, Account: not null } principal
            ? AuthenticateResult.Success(new(new ClaimsPrincipal(new SessionIdentity(principal)), Scheme))
            : AuthenticateResult.NoResult());
    }
}
