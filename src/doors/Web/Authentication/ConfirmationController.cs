using Microsoft.AspNetCore.Mvc;
using Plaza.Contracts.Authentication;
using Plaza.Spaces.Requests;

namespace Plaza.Web.Authentication;

/// <summary>Where the link of the first mail leads. Opening it does nothing yet: programs that look for bad mail open links too.</summary>
internal sealed class ConfirmationController(IRequestBus bus) : Controller
{
    [HttpGet("/confirm/{secret}")]
    public ViewResult Ask(string secret) => View("Confirmation", secret);

    [HttpPost("/confirm/{secret}")]
    public async Task<ViewResult> ConfirmAsync(string secret, CancellationToken ct)
    {
        await bus.SendAsync(new ConfirmEmail(secret), ct);
        return View("Confirmed");
    }
}
