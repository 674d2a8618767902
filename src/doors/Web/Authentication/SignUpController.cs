using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Spaces.Requests;
using Plaza.Web.Errors;
using Plaza.Web.Pages;

namespace Plaza.Web.Authentication;

/// <summary>Sign-up, while registration is open.</summary>
internal sealed class SignUpController(IRequestBus bus, BrowserSession session, IOptions<ServerOptions> web) : Controller
{
    [HttpGet("/signup")]
    public ViewResult Show([FromQuery] string? @return) =>
        web.Value.IsOpen ? View("SignUp", new SignUpForm { Return = @return }) : View("SignUpClosed");

    [HttpPost("/signup")]
    public async Task<IActionResult> SignUpAsync([FromForm] SignUpForm form, CancellationToken ct)
    {
        if (!web.Value.IsOpen)
            return Closed();

        try
        {
            await bus.SendAsync(new SignUp(form.Username.Trim(), form.Email.Trim(), form.Password), ct);
        }
        catch (RequestRejectedException rejection)
        {
            return this.RedisplayForm("SignUp", form, rejection);
        }

        return await LogInAsync(form, ct);
    }

    /// <summary>A rejected login does not fail the sign-up: the account exists, and the user can log in later.</summary>
    private async Task<SeeOtherResult> LogInAsync(SignUpForm form, CancellationToken ct)
    {
        try
        {
            await session.LogInAsync(HttpContext, form.Username.Trim(), form.Password, ct);
            return new SeeOtherResult(ReturnUrl.PageOr(HttpContext, form.Return, "/home"));
        }
        catch (RequestRejectedException)
        {
            return new SeeOtherResult("/login");
        }
    }

    private ViewResult Closed()
    {
        Response.StatusCode = StatusCodes.Status403Forbidden;
        return View("SignUpClosed");
    }
}
