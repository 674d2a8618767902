using Microsoft.AspNetCore.Http;
using Plaza.Contracts;

namespace Plaza.Web.Filters;

/// <summary>Whether a form was sent by a page of this site, as far as the browser says. Browsers that say nothing are left to the form's token.</summary>
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
