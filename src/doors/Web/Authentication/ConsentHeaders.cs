using Microsoft.AspNetCore.Http;

namespace Plaza.Web.Authentication;

/// <summary>
/// Lets the consent form lead to the app, which browsers count as a place the form goes to. All else is as strict as
/// everywhere.
/// </summary>
internal static class ConsentHeaders
{
    public static void Write(HttpResponse response, string redirect) =>
        response.Headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; "
            + $"base-uri 'none'; form-action {$"'self' {OAuthRedirect.Source(redirect)}".TrimEnd()}; frame-ancestors 'none'";
}
