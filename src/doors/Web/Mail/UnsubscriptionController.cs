using Microsoft.AspNetCore.Mvc;
using Plaza.Contracts;
using Plaza.Contracts.Mail;
using Plaza.Spaces.Requests;
using Plaza.Web.Filters;

namespace Plaza.Web.Mail;

/// <summary>The unsubscribe link of a mail. The secret in the URL authorises it; no login is required.</summary>
internal sealed class UnsubscriptionController(IRequestBus bus) : Controller
{
    [HttpGet("/unsubscribe/{secret}")]
    public ViewResult ShowForm(string secret) => View("UnsubscribeConfirmation", secret);

    [AllowOneClickUnsubscribe, HttpPost("/unsubscribe/{secret}")]
    public async Task<ViewResult> UnsubscribeAsync(string secret, CancellationToken ct) =>
        await bus.SendAsync(new Unsubscribe(secret), ct)
            ? View("Unsubscribed")
            : throw RequestRejectedException.NotFound("This link is not one of ours, or it is cut off. Copy all of it from the mail.");
}
