using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Plaza.Web.Authentication;

/// <summary>The secret in the session cookie.</summary>
public static class SessionSecret
{
    /// <returns>Null when there is no session cookie.</returns>
    public static string? Of(HttpContext context) => context.RequestServices.GetRequiredService<SessionCookie>().Read(context.Request);
}
