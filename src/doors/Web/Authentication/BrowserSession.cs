using Microsoft.AspNetCore.Http;
using Plaza.Contracts.Authentication;
using Plaza.Http.Callers;
using Plaza.Spaces.Requests;
using Plaza.Web.Pages;

namespace Plaza.Web.Authentication;

/// <summary>The session of the visitor's browser. At most one at a time: a login ends the one before.</summary>
internal sealed class BrowserSession(IRequestBus bus, Visitor visitor, SessionCookie session, DeviceCookie device)
{
    public async Task LogInAsync(HttpContext http, string name, string password, CancellationToken ct)
    {
        var started = await bus.SendAsync(
            new LogIn(name, password, http.Request.Browser) { Device = device.Read(http.Request), Replaces = visitor.Principal?.Session }, ct);
        Write(http.Response, started);
        if (await bus.SendAsync(new GetPrincipalBySession(started.Secret), ct) is { } principal)
            visitor.Become(http, new(principal));
    }

    public async Task LogOutAsync(HttpContext http, CancellationToken ct)
    {
        // First, so that the browser forgets the session also where the server cannot save that it ended, such as on a full disk.
        session.Remove(http.Response);
        if (visitor.Principal?.Session is { } ended)
            await bus.SendAsync(new LogOut(ended), ct);
    }

    /// <summary>Gives the browser the secrets of the session from now on.</summary>
    public void Write(HttpResponse response, LoginResult started)
    {
        session.Write(response, started.Secret);
        if (started.Device is { } written)
            device.Write(response, written);
    }
}
