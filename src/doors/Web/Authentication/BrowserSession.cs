using Microsoft.AspNetCore.Http;
using Plaza.Contracts.Authentication;
using Plaza.Http.Callers;
using Plaza.Spaces.Requests;
using Plaza.Web.Pages;

namespace Plaza.Web.Authentication;

/// <summary>The session of the visitor's browser. A browser has at most one: a login ends the previous one.</summary>
internal sealed class BrowserSession(IRequestBus bus, Visitor visitor, SessionCookie session, DeviceCookie device)
{
    public async Task LogInAsync(HttpContext http, string name, string password, CancellationToken ct)
    {
        var started = await bus.SendAsync(
            new LogIn(name, password, http.Request.Browser)
            {
                Device = device.Read(http.Request),
                Address = ClientAddress.TextOf(http.Connection.RemoteIpAddress),
                Replaces = visitor.Principal?.Session,
            },
            ct);
        Write(http.Response, started);
        if (await bus.SendAsync(new GetPrincipalBySession(started.Secret), ct) is { } principal)
            visitor.Become(http, new(principal));
    }

    public async Task LogOutAsync(HttpContext http, CancellationToken ct)
    {
        // The cookie is removed first, so that the browser drops the session even when the server cannot save its end, such as on a full disk.
        session.Remove(http.Response);
        if (visitor.Principal?.Session is { } ended)
            await bus.SendAsync(new LogOut(ended), ct);
    }

    /// <summary>Sets the cookies of the session and of the device.</summary>
    public void Write(HttpResponse response, LoginResult started)
    {
        session.Write(response, started.Secret);
        if (started.Device is { } written)
            device.Write(response, written);
    }
}
