using Microsoft.AspNetCore.Http;

namespace Plaza.Web.Authentication;

/// <summary>
/// The CSP of the consent page. Browsers apply <c>form-action</c> to redirects after a form too, so that it must allow the redirect URI of the
/// app. All other directives are those of every page.
/// </summary>
internal static class ConsentHeaders
{
    public static void Write(HttpResponse response, string redirect) =>
        response.Headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; "
            + $"base-uri 'none'; form-action {$"'self' {OAuthRedirect.Source(redirect)}".TrimEnd()}; frame-ancestors 'none'";
}
