using Plaza.Contracts.Authentication;
using System.Text;

namespace Plaza.Web.Authentication;

/// <summary>The address that a browser is sent to with the answer for the app.</summary>
internal static class OAuthRedirect
{
    public static string To(string redirect, IEnumerable<(string Name, string? Value)> answer)
    {
        var given = answer.Where(part => part.Value is not null)
            .Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}");
        return $"{Ascii(WithAsciiHost(redirect))}{(redirect.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{string.Join('&', given)}";
    }

    /// <summary>Where a form may lead to, in the words of a Content-Security-Policy; empty for this site alone.</summary>
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

    /// <summary>Host names go into headers as punycode (RFC 5890), as the Content-Security-Policy has them; the rest of the address stays as it was registered.</summary>
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
