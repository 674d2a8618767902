using Microsoft.AspNetCore.Mvc;
using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Spaces.Requests;
using Plaza.Web.Layout;
using Plaza.Web.Profiles;

namespace Plaza.Web.Authentication;

/// <summary>Setting a new password.</summary>
[SignedIn]
internal sealed class PasswordController(IRequestBus bus, Visitor visitor, BrowserSession session, SettingsPages settings) : Controller
{
    [HttpPost("/settings/password")]
    public async Task<IActionResult> ChangeAsync([FromForm] PasswordForm form, CancellationToken ct)
    {
        try
        {
            if (await bus.SendAsync(new ChangePassword(visitor.RequiredAccount, form.Current, form.New, visitor.Session), ct) is { } started)
                session.Write(Response, started);

            return new SeeOtherResult("/settings?saved=password");
        }
        catch (RequestRejectedException refused)
        {
            return this.RedisplayForm("Settings", await settings.ReadAsync(ct), refused);
        }
    }
}
