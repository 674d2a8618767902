using Microsoft.AspNetCore.Mvc;
using Plaza.Contracts.Authentication;
using Plaza.Spaces.Requests;

namespace Plaza.Web.Authentication;

/// <summary>Confirms an e-mail address by the link of the sign-up mail. GET changes nothing, since mail scanners open links too.</summary>
internal sealed class ConfirmationController(IRequestBus bus) : Controller
{
    [HttpGet("/confirm/{secret}")]
    public ViewResult ShowForm(string secret) => View("Confirmation", secret);

    [HttpPost("/confirm/{secret}")]
    public async Task<ViewResult> ConfirmAsync(string secret, CancellationToken ct)
    {
        await bus.SendAsync(new ConfirmEmail(secret), ct);
        return View("Confirmed");
    }
}
