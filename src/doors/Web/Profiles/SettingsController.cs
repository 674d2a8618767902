using Microsoft.AspNetCore.Mvc;
using Plaza.Contracts;
using Plaza.Contracts.Profiles;
using Plaza.Spaces.Requests;
using Plaza.Web.Errors;
using Plaza.Web.Filters;
using Plaza.Web.Pages;

namespace Plaza.Web.Profiles;

/// <summary>Shows the settings page and saves the profile and the posting defaults.</summary>
[RequireLogin]
internal sealed class SettingsController(IRequestBus bus, Visitor visitor, SettingsPageReader settings) : Controller
{
    [HttpGet("/settings")]
    public async Task<ViewResult> ShowAsync([FromQuery] string? saved, CancellationToken ct) =>
        View("Settings", await settings.ReadAsync(ct) with { Saved = MessageFor(saved) });

    [PreservesForm("name", "bio"), HttpPost("/settings/profile")]
    public async Task<IActionResult> ChangeAsync([FromForm] ProfileForm form, CancellationToken ct)
    {
        try
        {
            await bus.SendAsync(new UpdateProfile(visitor.RequiredAccount, form.Name, form.Bio), ct);
            return new SeeOtherResult("/settings?saved=profile");
        }
        catch (RequestRejectedException rejection)
        {
            return this.RedisplayForm("Settings", await settings.ReadAsync(ct) with { Profile = form }, rejection);
        }
    }

    private static string? MessageFor(string? saved) => saved switch
    {
        "profile" => "Your profile is saved.",
        "mail" => "Your choice about mail is saved.",
        "email" => "A link is on its way to your new address. Until you open it, the present one stays.",
        "confirmation" => "The link is on its way to your address.",
        "password" => "Your password is changed. Your other sessions and your apps are logged out.",
        "app" => "The app can no longer act for you.",
        "session" => "That browser is logged out.",
        _ => null,
    };
}
