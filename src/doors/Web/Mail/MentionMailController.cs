using Microsoft.AspNetCore.Mvc;
using Plaza.Contracts.Mail;
using Plaza.Spaces.Requests;
using Plaza.Web.Filters;
using Plaza.Web.Pages;

namespace Plaza.Web.Mail;

/// <summary>Whether to be mailed when mentioned.</summary>
[RequireLogin]
internal sealed class MentionMailController(IRequestBus bus, Visitor visitor) : Controller
{
    [HttpPost("/settings/mail")]
    public async Task<SeeOtherResult> ChangeAsync([FromForm(Name = "mail_mentions")] string? wanted, CancellationToken ct)
    {
        await bus.SendAsync(new SetMentionMail(visitor.RequiredAccount, wanted is "true"), ct);
        return new SeeOtherResult("/settings?saved=mail");
    }
}
