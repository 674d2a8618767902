using Microsoft.AspNetCore.Mvc;
using Plaza.Contracts.Mail;
using Plaza.Spaces.Requests;
using Plaza.Web.Filters;
using Plaza.Web.Pages;

namespace Plaza.Web.Mail;

/// <summary>Switches mails about mentions on or off.</summary>
[RequireLogin]
internal sealed class MailSettingsController(IRequestBus bus, Visitor visitor) : Controller
{
    [HttpPost("/settings/mail")]
    public async Task<SeeOtherResult> ChangeAsync([FromForm(Name = "mail_mentions")] string? enabled, CancellationToken ct)
    {
        await bus.SendAsync(new SetMentionMail(visitor.RequiredAccount, enabled is "true"), ct);
        return new SeeOtherResult("/settings?saved=mail");
    }
}
