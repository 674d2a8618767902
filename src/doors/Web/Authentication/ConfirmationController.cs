using Microsoft.AspNetCore.Mvc;
using Plaza.Contracts.Authentication;
using Plaza.Spaces.Requests;

namespace Plaza.Web.Authentication;

/// <summary>Where the link of the first mail leads.</summary>
internal sealed class ConfirmationController(IRequestBus bus) : Controller
{
    [HttpGet("/confirm/{secret}")]
    public async Task<ViewResult> ConfirmAsync(string secret, CancellationToken ct)
    {
        await bus.AskAsync(new ConfirmEmail(secret), ct);
        return View("Confirmed");
    }
}
