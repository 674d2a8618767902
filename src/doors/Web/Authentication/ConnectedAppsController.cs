using Microsoft.AspNetCore.Mvc;
using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;
using Plaza.Web.Layout;

namespace Plaza.Web.Authentication;

/// <summary>Apps of one's own, with a token that is shown once, and taking back what an app was allowed.</summary>
[SignedIn]
internal sealed class ConnectedAppsController(IRequestBus bus, Visitor visitor) : Controller
{
    [HttpGet("/settings/apps/new")]
    public ViewResult Show() => View("NewApp", new NewAppForm { Scopes = ["read"] });

    [HttpPost("/settings/apps")]
    public async Task<ViewResult> CreateAsync([FromForm] NewAppForm form, CancellationToken ct)
    {
        try
        {
            var token = await bus.SendAsync(new CreateToken(visitor.Self, form.Name, string.Join(' ', form.Scopes), form.Key), ct);
            return View("NewToken", token);
        }
        catch (RequestRejectedException refused)
        {
            return this.Again("NewApp", form, refused);
        }
    }

    [HttpPost("/settings/apps/revoke")]
    public async Task<SeeOther> RevokeAsync([FromForm] string? id, CancellationToken ct)
    {
        var token = TokenId.TryParse(id, out var read) ? read : throw RequestRejectedException.NotFound();
        await bus.SendAsync(new RevokeOwnToken(visitor.Self, token), ct);
        return new SeeOther("/settings?saved=app");
    }
}
