using Microsoft.AspNetCore.Mvc;
using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Mail;
using Plaza.Spaces.Requests;
using Plaza.Web.Errors;
using Plaza.Web.Filters;
using Plaza.Web.Pages;
using Plaza.Web.Profiles;

namespace Plaza.Web.Authentication;

/// <summary>Changes the e-mail address and sends confirmation mails.</summary>
[RequireLogin]
internal sealed class EmailController(IRequestBus bus, Visitor visitor, SettingsPageReader settings) : Controller
{
    [HttpPost("/settings/email")]
    public Task<IActionResult> ChangeAsync([FromForm] EmailForm form, CancellationToken ct) =>
        TryAsync(new ChangeEmail(visitor.RequiredAccount, form.Password, form.Email.Trim()), form, "email", ct);

    [HttpPost("/settings/email/confirmation")]
    public Task<IActionResult> ConfirmAsync(CancellationToken ct) =>
        TryAsync(new SendConfirmation(visitor.RequiredAccount), new EmailForm(), "confirmation", ct);

    private async Task<IActionResult> TryAsync(IRequest<bool> command, EmailForm form, string saved, CancellationToken ct)
    {
        try
        {
            await bus.SendAsync(command, ct);
            return new SeeOtherResult($"/settings?saved={saved}");
        }
        catch (RequestRejectedException rejection)
        {
            return this.RedisplayForm("Settings", await settings.ReadAsync(ct) with { Email = form }, rejection);
        }
    }
}

internal sealed class EmailForm
{
    public string Email { get; set; } = "";

    [BindProperty(Name = "email_password")]
    public string Password { get; set; } = "";
}
