using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Queries.Accounts;
using Plaza.Spaces.Requests;
using Plaza.Web.Errors;
using Plaza.Web.Filters;
using Plaza.Web.Pages;

namespace Plaza.Web.Authentication;

/// <summary>
/// The authorization endpoint. A browser is redirected only after the user has pressed a button. Errors before that are shown on a page,
/// since any registered app could otherwise use this server as an open redirector (RFC 9700 §4.11.2).
/// </summary>
[RequireLogin]
internal sealed class AuthorizationController(
    IRequestBus bus, Visitor visitor, AccountQueries accounts, ErrorPageRenderer errors, IOptions<ServerOptions> web) : Controller
{
    [HttpGet("/oauth/authorize")]
    public async Task<IActionResult> ShowConsentAsync([FromQuery] AuthorizationRequest request, CancellationToken ct)
    {
        try
        {
            var app = await CheckAsync(request, ct);
            ConsentHeaders.Write(Response, request.RedirectUri);
            return View("Consent", new ConsentPage(app, request, (await accounts.FindAsync(visitor.RequiredAccount, ct))!));
        }
        catch (OAuthException rejection)
        {
            return Explain(rejection.Message);
        }
    }

    [HttpPost("/oauth/authorize")]
    public async Task<IActionResult> DecideAsync([FromForm] AuthorizationRequest request, [FromForm] string? decision, CancellationToken ct)
    {
        try
        {
            var app = await CheckAsync(request, ct);
            return decision switch
            {
                "authorize" => Allow(request, app, await bus.SendAsync(request.Consent(visitor.RequiredAccount), ct)),
                "deny" => Deny(request),
                _ => Explain("The form came without a decision. Go back and press one of its buttons."),
            };
        }
        catch (OAuthException rejection)
        {
            return Explain(rejection.Message);
        }
    }

    private async Task<App> CheckAsync(AuthorizationRequest request, CancellationToken ct)
    {
        var app = await bus.SendAsync(request.Check, ct);
        return request.ResponseType is "code"
            ? app
            : throw new OAuthException("unsupported_response_type", "The only response type here is \"code\".");
    }

    private IActionResult Allow(AuthorizationRequest request, App app, string code) =>
        request.IsOutOfBand ? ShowCode(app, code) : RedirectToApp(request, [("code", code)]);

    private IActionResult Deny(AuthorizationRequest request) => request.IsOutOfBand
        ? Explain("You denied access.")
        : RedirectToApp(request, [("error", "access_denied"), ("error_description", "The user denied the request.")]);

    private ViewResult Explain(string reason) =>
        errors.View(HttpContext, ErrorPage.Of(StatusCodes.Status400BadRequest) with { Reason = reason });

    private SeeOtherResult RedirectToApp(AuthorizationRequest request, IEnumerable<(string Name, string? Value)> parameters) =>
        new(OAuthRedirect.To(request.RedirectUri, [.. parameters, ("state", request.State), ("iss", web.Value.PublicUrl)]));

    private ViewResult ShowCode(App app, string code)
    {
        Response.Headers["Referrer-Policy"] = "no-referrer";
        return View("Code", new CodePage(app, code));
    }
}
