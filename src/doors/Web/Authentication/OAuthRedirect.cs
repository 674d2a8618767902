using Plaza.Contracts.Authentication;
using System.Text;

namespace Plaza.Web.Authentication;

/// <summary>Redirect URIs of apps, with the parameters of the authorization response.</summary>
internal static class OAuthRedirect
{
    public static string To(string redirect, IEnumerable<(string Name, string? Value)> parameters)
    {
        var pairs = parameters.Where(part => part.Value is not null)
            .Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}");
        return $"{Ascii(WithAsciiHost(redirect))}{(redirect.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{string.Join('&', pairs)}";
    }

    /// <summary>The CSP source expression of a redirect URI; empty where the browser stays on this site (out-of-band).</summary>
    public static string Source(string redirect)
    {
        if (!Uri.TryCreate(redirect, UriKind.Absolute, out var uri) || redirect is RegisterApp.OutOfBand)
            return "";

        var host = uri.HostNameType switch
        {
            UriHostNameType.Dns => uri.IdnHost,
            UriHostNameType.IPv4 or UriHostNameType.IPv6 => uri.Host,
            _ => "",
        };
        var port = uri.IsDefaultPort ? "" : $":{uri.Port}";
        return uri.Scheme is "http" or "https" && host is not "" ? $"{uri.Scheme}://{host}{port}" : $"{uri.Scheme}:";
    }

    /// <summary>Converts the host to punycode (RFC 5890), as headers and the CSP require; the rest stays as registered.</summary>
    private static string WithAsciiHost(string redirect)
    {
        if (!Uri.TryCreate(redirect, UriKind.Absolute, out var uri) || uri.HostNameType is not UriHostNameType.Dns || uri.Host == uri.IdnHost)
            return redirect;

        var host = redirect.IndexOf(uri.Host, $"{uri.Scheme}://".Length, StringComparison.OrdinalIgnoreCase);
        return host < 0 ? redirect : $"{redirect[..host]}{uri.IdnHost}{redirect[(host + uri.Host.Length)..]}";
    }

    private static string Ascii(string address)
    {
        var text = new StringBuilder(address.Length);
        foreach (var rune in address.EnumerateRunes())
            text.Append(rune.Value is > ' ' and < 0x7f ? rune.ToString() : Uri.EscapeDataString(rune.ToString()));
        return text.ToString();
    }
}
