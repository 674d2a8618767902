using Microsoft.AspNetCore.Http;

namespace Plaza.Web.Filters;

/// <summary>
/// Builds the cookie that binds antiforgery tokens to the browser. It is secure when the public URL is https, even if a proxy connects over plain
/// http, which the framework's own check would reject.
/// </summary>
internal sealed class AntiforgeryCookieBuilder : CookieBuilder
{
    private readonly bool _isSecure;

    public AntiforgeryCookieBuilder(bool isSecure)
    {
        _isSecure = isSecure;
        Name = isSecure ? "__Host-plaza-form" : "plaza-form";
        Path = "/";
        HttpOnly = true;
        IsEssential = true;
        SameSite = SameSiteMode.Strict;
        SecurePolicy = CookieSecurePolicy.None;
    }

    public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
    {
        var cookie = base.Build(context, expiresFrom);
        cookie.Secure = _isSecure;
        return cookie;
    }
}
