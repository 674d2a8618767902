using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Plaza.Web.Authentication;

/// <summary>Holds the secret of a session. Browsers refuse the prefix and <c>Secure</c> on plain http.</summary>
internal sealed class SessionCookie(IOptions<WebOptions> web)
{
    private const int LongestSecret = 200;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private string Name => web.Value.IsSecure ? "__Host-plaza" : "plaza";

    public string? Read(HttpRequest request) =>
        request.Cookies[Name] is { Length: > 0 and <= LongestSecret } secret ? secret : null;

    public void Write(HttpResponse response, string secret) => response.Cookies.Append(Name, secret, Looks(Kept));

    public void Remove(HttpResponse response) => response.Cookies.Delete(Name, Looks(null));

    private CookieOptions Looks(TimeSpan? kept) => new()
    {
        HttpOnly = true,
        Secure = web.Value.IsSecure,
        SameSite = SameSiteMode.Lax,
        Path = "/",
        MaxAge = kept,
        IsEssential = true,
    };
}
