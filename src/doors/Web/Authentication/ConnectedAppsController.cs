using Microsoft.AspNetCore.Mvc;
using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;
using Plaza.Web.Errors;
using Plaza.Web.Filters;
using Plaza.Web.Pages;

namespace Plaza.Web.Authentication;

/// <summary>Lists connected apps, revokes their access, and creates personal apps whose token is shown once.</summary>
[RequireLogin]
internal sealed class ConnectedAppsController(IRequestBus bus, Visitor visitor) : Controller
{
    [HttpGet("/settings/apps/new")]
    public ViewResult Show() => View("NewApp", new NewAppForm { Scopes = ["read"] });

    [HttpPost("/settings/apps")]
    public async Task<ViewResult> CreateAsync([FromForm] NewAppForm form, CancellationToken ct)
    {
        try
        {
            var token = await bus.SendAsync(new CreateToken(visitor.RequiredAccount, form.Name, string.Join(' ', form.Scopes), form.Key), ct);
            return View("NewToken", token);
        }
        catch (RequestRejectedException rejection)
        {
            // A form that was read and rejected has made no token. Another rejection may come after the commit: then the same key shows the same token.
            if (rejection.Reason is RejectionReason.Invalid)
                form.Key = NewAppForm.NewKey();
            return this.RedisplayForm("NewApp", form, rejection);
        }
    }

    [HttpPost("/settings/apps/revoke")]
    public async Task<SeeOtherResult> RevokeAsync([FromForm] string? id, CancellationToken ct)
    {
        var token = TokenId.TryParse(id, out var read) ? read : throw RequestRejectedException.NotFound();
        await bus.SendAsync(new RevokeOwnToken(visitor.RequiredAccount, token), ct);
        return new SeeOtherResult("/settings?saved=app");
    }
}
