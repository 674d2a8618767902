using Microsoft.AspNetCore.Http;

namespace Plaza.Web.Filters;

/// <summary>
/// Binds a form's token to the browser. Secure where this place is known by https, also when a proxy speaks to it in plain
/// http, which the framework's own check would refuse.
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
