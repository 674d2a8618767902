using Microsoft.AspNetCore.Mvc;
using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Spaces.Requests;
using Plaza.Web.Errors;
using Plaza.Web.Filters;
using Plaza.Web.Pages;
using Plaza.Web.Profiles;

namespace Plaza.Web.Authentication;

/// <summary>Changes the visitor's password.</summary>
[RequireLogin]
internal sealed class PasswordController(IRequestBus bus, Visitor visitor, BrowserSession session, SettingsPageReader settings) : Controller
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
        catch (RequestRejectedException rejection)
        {
            return this.RedisplayForm("Settings", await settings.ReadAsync(ct), rejection);
        }
    }
}
