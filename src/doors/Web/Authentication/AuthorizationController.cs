using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Data.Views;
using Plaza.Spaces.Requests;
using Plaza.Web.Layout;

namespace Plaza.Web.Authentication;

/// <summary>
/// Where an app sends its user for consent. An app or an address that is not registered gets nothing but an error page;
/// only an address known to be the app's own is ever redirected to.
/// </summary>
[SignedIn]
internal sealed class AuthorizationController(
    IRequestBus bus, Visitor visitor, AccountViews accounts, ErrorPages errors, IOptions<WebOptions> web) : Controller
{
    [HttpGet("/oauth/authorize")]
    public async Task<IActionResult> AskAsync([FromQuery] AuthorizationRequest request, CancellationToken ct)
    {
        try
        {
            var app = await CheckAsync(request, ct);
            ConsentHeaders.Write(Response, request.RedirectUri);
            return View("Consent", new ConsentPage(app, request, (await accounts.FindAsync(visitor.Self, ct))!));
        }
        catch (Exception refused) when (refused is AuthorizationException or RefusedException)
        {
            return await RefuseAsync(request, refused, ct);
        }
    }

    [HttpPost("/oauth/authorize")]
    public async Task<IActionResult> DecideAsync([FromForm] AuthorizationRequest request, [FromForm] string? decision, CancellationToken ct)
    {
        try
        {
            var app = await CheckAsync(request, ct);
            if (decision is not "authorize")
                throw new AuthorizationException("access_denied", "The user denied the request.");

            var code = await bus.AskAsync(request.Consent(visitor.Self), ct);
            return request.IsOutOfBand ? ShowCode(app, code) : Answer(request, [("code", code)]);
        }
        catch (Exception refused) when (refused is AuthorizationException or RefusedException)
        {
            return await RefuseAsync(request, refused, ct);
        }
    }

    private async Task<App> CheckAsync(AuthorizationRequest request, CancellationToken ct)
    {
        var app = await bus.AskAsync(request.Check, ct);
        return request.ResponseType is "code"
            ? app
            : throw new AuthorizationException("unsupported_response_type", "The only response type here is \"code\".");
    }

    private async Task<IActionResult> RefuseAsync(AuthorizationRequest request, Exception refused, CancellationToken ct)
    {
        var app = request.ClientId is "" ? null : await bus.AskAsync(new AppCalled(request.ClientId), ct);
        var isOwnAddress = app?.RedirectUris.Contains(request.RedirectUri, StringComparer.Ordinal) is true;

        return refused is AuthorizationException error && isOwnAddress && !request.IsOutOfBand
            ? Answer(request, [("error", error.Error), ("error_description", error.Message)])
            : errors.View(HttpContext, ErrorPage.Of(StatusCodes.Status400BadRequest) with { Reason = refused.Message });
    }

    private SeeOther Answer(AuthorizationRequest request, IEnumerable<(string Name, string? Value)> answer) =>
        new(RedirectBack.To(request.RedirectUri, [.. answer, ("state", request.State), ("iss", web.Value.PublicUrl)]));

    private ViewResult ShowCode(App app, string code)
    {
        Response.Headers["Referrer-Policy"] = "no-referrer";
        return View("Code", new CodePage(app, code));
    }
}
