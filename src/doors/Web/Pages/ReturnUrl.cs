using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Plaza.Http;

namespace Plaza.Web.Pages;

/// <summary>Validates the URL to return to after a form: only pages of this site are accepted, in whatever disguise another URL comes.</summary>
internal static class ReturnUrl
{
    private const int MaxLength = 4000;

    /// <returns>The URL if it is local, else <paramref name="otherwise"/>.</returns>
    public static string Or(string? address, string otherwise) =>
        address is { Length: > 0 and <= MaxLength }
        && address.All(sign => sign is > ' ' and < '\x7f' and not '\\')
        && StartsHere(address)
        && StartsHere(Uri.UnescapeDataString(address))
            ? address
            : otherwise;

    /// <returns>The URL if it is local and a page, else <paramref name="otherwise"/>: <c>/logout</c>, for example, accepts a form only.</returns>
    public static string PageOr(HttpContext http, string? address, string otherwise) =>
        Or(address, "") is { Length: > 0 } local
        && http.RequestServices.GetRequiredService<AllowedMethods>().Contain(http, HttpMethods.Get, new(Uri.UnescapeDataString(local.Split('?', '#')[0])))
            ? local
            : otherwise;

    private static bool StartsHere(string address) => address is ['/', ..] and not ['/', '/' or '\\', ..];
}
