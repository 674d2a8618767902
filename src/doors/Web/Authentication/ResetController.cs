using Microsoft.AspNetCore.Mvc;
using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Spaces.Requests;
using Plaza.Web.Errors;

namespace Plaza.Web.Authentication;

/// <summary>Password reset by mail.</summary>
internal sealed class ResetController(IRequestBus bus) : Controller
{
    [HttpGet("/login/reset")]
    public ViewResult Show() => View("ResetRequest", "");

    [HttpPost("/login/reset")]
    public async Task<ViewResult> RequestAsync([FromForm] string username, CancellationToken ct)
    {
        try
        {
            await bus.SendAsync(new RequestPasswordReset(username), ct);
            return View("ResetRequested");
        }
        catch (RequestRejectedException rejection)
        {
            return this.RedisplayForm("ResetRequest", username, rejection);
        }
    }

    [HttpGet("/reset/{secret}")]
    public ViewResult Choose(string secret) => View("Reset", secret);

    [HttpPost("/reset/{secret}")]
    public async Task<ViewResult> ResetAsync(string secret, [FromForm(Name = "new_password")] string password, CancellationToken ct)
    {
        try
        {
            await bus.SendAsync(new ResetPassword(secret, password), ct);
            return View("ResetDone");
        }
        catch (RequestRejectedException rejection) when (rejection.Field is not null)
        {
            return this.RedisplayForm("Reset", secret, rejection);
        }
    }
}
