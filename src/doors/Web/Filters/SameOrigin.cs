using Microsoft.AspNetCore.Http;
using Plaza.Contracts;

namespace Plaza.Web.Filters;

/// <summary>
/// Whether a form was sent from a page of this site, by <c>Sec-Fetch-Site</c> and <c>Origin</c>. Without these headers only the antiforgery token
/// decides.
/// </summary>
internal static class SameOrigin
{
    public static bool Sent(HttpRequest request, ServerOptions server)
    {
        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site)
            return site is "same-origin" or "none";

        var origin = request.Headers.Origin.ToString();
        return origin is ""
            || string.Equals(origin, server.PublicUrl, StringComparison.OrdinalIgnoreCase)
            || string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }
}
