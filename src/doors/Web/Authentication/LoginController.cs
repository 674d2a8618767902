using Microsoft.AspNetCore.Mvc;
using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Spaces.Requests;
using Plaza.Web.Layout;

namespace Plaza.Web.Authentication;

/// <summary>Logging in and out. Each login is a new session; the one the browser had before is ended.</summary>
internal sealed class LoginController(IRequestBus bus, SessionCookie cookie, Visitor visitor) : Controller
{
    [HttpGet("/login")]
    public ViewResult Show([FromQuery] string? @return) => View("Login", new LoginForm { Return = @return });

    [HttpPost("/login")]
    public async Task<IActionResult> LogInAsync([FromForm] LoginForm form, CancellationToken ct)
    {
        try
        {
            var started = await bus.AskAsync(new LogIn(form.Name, form.Password, Request.Browser), ct);
            await EndOldAsync(ct);
            cookie.Write(Response, started.Secret);
            return new SeeOther(LocalReturn.Or(form.Return, "/home"));
        }
        catch (RefusedException refused)
        {
            return this.Again("Login", form, refused);
        }
    }

    [HttpPost("/logout")]
    public async Task<SeeOther> LogOutAsync(CancellationToken ct)
    {
        await EndOldAsync(ct);
        cookie.Remove(Response);
        return new SeeOther("/");
    }

    private async Task EndOldAsync(CancellationToken ct)
    {
        if (visitor.Principal?.Session is { } old)
            await bus.AskAsync(new LogOut(old), ct);
    }
}
