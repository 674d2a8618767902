using Microsoft.AspNetCore.Mvc;
using Plaza.Contracts;
using Plaza.Web.Errors;
using Plaza.Web.Pages;

namespace Plaza.Web.Authentication;

/// <summary>Logs in and out.</summary>
internal sealed class LoginController(BrowserSession session) : Controller
{
    [HttpGet("/login")]
    public ViewResult Show([FromQuery] string? @return) => View("Login", new LoginForm { Return = @return });

    [HttpPost("/login")]
    public async Task<IActionResult> LogInAsync([FromForm] LoginForm form, CancellationToken ct)
    {
        form.Pending = PendingForm.FromLogin(Request.Form);
        try
        {
            await session.LogInAsync(HttpContext, form.Name, form.Password, ct);
            if (form.Pending is not null)
                return View("Resend", ResendPage.AfterLogin(form.Pending));

            return new SeeOtherResult(ReturnUrl.PageOr(HttpContext, form.Return, "/home"));
        }
        catch (RequestRejectedException rejection)
        {
            return this.RedisplayForm("Login", form, rejection);
        }
    }

    [HttpPost("/logout")]
    public async Task<SeeOtherResult> LogOutAsync(CancellationToken ct)
    {
        await session.LogOutAsync(HttpContext, ct);
        return new SeeOtherResult("/");
    }
}
