using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Plaza.Contracts.Authentication;
using Plaza.Contracts;

namespace Plaza.Web.Authentication;

/// <summary>
/// A cookie that scripts cannot read and other sites do not send. On https its name has the prefix <c>__Host-</c> and it is
/// <c>Secure</c>; browsers refuse both on plain http.
/// </summary>
/// <param name="name">Without the prefix.</param>
/// <param name="lifetime">How long the browser keeps it.</param>
/// <param name="maxLength">A longer value is not looked at.</param>
internal abstract class HostCookie(string name, TimeSpan lifetime, int maxLength, IOptions<ServerOptions> web)
{
    private string Name => web.Value.IsSecure ? $"__Host-{name}" : name;

    public string? Read(HttpRequest request) =>
        request.Cookies[Name] is { Length: > 0 } value && value.Length <= maxLength ? value : null;

    public void Write(HttpResponse response, string value) => response.Cookies.Append(Name, value, Options(lifetime));

    public void Remove(HttpResponse response) => response.Cookies.Delete(Name, Options(null));

    private CookieOptions Options(TimeSpan? maxAge) => new()
    {
        HttpOnly = true,
        Secure = web.Value.IsSecure,
        SameSite = SameSiteMode.Lax,
        Path = "/",
        MaxAge = maxAge,
        IsEssential = true,
    };
}

/// <summary>Holds the secret of a session.</summary>
internal sealed class SessionCookie(IOptions<ServerOptions> web) : HostCookie("plaza", LoginResult.Lifetime, maxLength: 200, web);

/// <summary>
/// Says which accounts have logged in with this browser before. It stays when they log out; 400 days is the longest that browsers
/// keep a cookie.
/// </summary>
internal sealed class DeviceCookie(IOptions<ServerOptions> web) : HostCookie("plaza-device", TimeSpan.FromDays(400), maxLength: 1_000, web);
