using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Plaza.Contracts;
using Plaza.Contracts.Authentication;

namespace Plaza.Http.Callers;

/// <summary>
/// A cookie that scripts cannot read and other sites cannot send. On https its name has the prefix <c>__Host-</c> and it is
/// <c>Secure</c>; browsers reject both on plain http (RFC 6265bis §4.1.3.2).
/// </summary>
/// <param name="name">Without the prefix.</param>
/// <param name="lifetime">How long the browser keeps it.</param>
/// <param name="maxLength">In characters; a longer value is ignored.</param>
/// <param name="web">Whether the public URL is https.</param>
public abstract class HostCookie(string name, TimeSpan lifetime, int maxLength, IOptions<ServerOptions> web)
{
    private string Name => web.Value.IsSecure ? $"__Host-{name}" : name;

    /// <returns>Null when the request has none, or one that is too long.</returns>
    public string? Read(HttpRequest request) =>
        request.Cookies[Name] is { Length: > 0 } value && value.Length <= maxLength ? value : null;

    /// <summary>Sets the cookie.</summary>
    public void Write(HttpResponse response, string value) => response.Cookies.Append(Name, value, Options(lifetime));

    /// <summary>Tells the browser to delete the cookie.</summary>
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

/// <summary>Holds the secret of a session; see <see cref="LoginResult.Lifetime"/>.</summary>
/// <param name="web">Whether the public URL is https.</param>
public sealed class SessionCookie(IOptions<ServerOptions> web) : HostCookie("plaza", LoginResult.Lifetime, maxLength: 200, web);

/// <summary>
/// Lists the accounts that have logged in with this browser before. It is kept on logout; 400 days is the longest lifetime that
/// browsers accept (RFC 6265bis §5.5).
/// </summary>
/// <param name="web">Whether the public URL is https.</param>
public sealed class DeviceCookie(IOptions<ServerOptions> web) : HostCookie("plaza-device", TimeSpan.FromDays(400), maxLength: 1_000, web);
