using System.Net;
using System.Text.RegularExpressions;

namespace Plaza.Server.Hosting;

/// <summary>The public URL of the server, from the setting <c>Server:PublicUrl</c>: the base of every link.</summary>
internal static partial class PublicUrl
{
    private const string Requirement =
        "Server:PublicUrl must be the address that others open, http or https and a host, without path, user, ? or #: "
        + "set PLAZA__SERVER__PUBLICURL, such as to https://plaza.example.org.";

    private const int MaxHostLength = 253;

    /// <summary>Normalizes to ASCII and lower case, international names as punycode, without default port and trailing slash.</summary>
    /// <exception cref="FormatException">The value is not such a URL. The message does not repeat the value, which may contain a
    /// password.</exception>
    public static string Normalize(string value)
    {
        var trimmed = value.Trim();
        var isUrl = Uri.TryCreate(trimmed, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";
        if (!isUrl || trimmed.IndexOfAny(['?', '#', '@']) >= 0 || uri!.AbsolutePath is not "/" || uri.Port is 0)
            throw new FormatException(Requirement);

        if (!IsHost(uri))
            throw new FormatException(Requirement);

        var host = uri.HostNameType is UriHostNameType.IPv6 ? $"[{uri.IdnHost}]" : uri.IdnHost;
        return $"{uri.Scheme}://{host}{(uri.IsDefaultPort ? "" : $":{uri.Port}")}";
    }

    /// <summary>Whether the address is a wildcard ("every address of this machine"), which clients cannot open.</summary>
    public static bool IsUnspecified(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return plain.Equals(IPAddress.Any) || plain.Equals(IPAddress.IPv6Any);
    }

    private static bool IsHost(Uri uri) => uri.HostNameType switch
    {
        UriHostNameType.IPv4 or UriHostNameType.IPv6 =>
            IPAddress.TryParse(uri.IdnHost, out var address) && !IsUnspecified(address) && !uri.IdnHost.Contains('%', StringComparison.Ordinal),
        UriHostNameType.Dns => uri.IdnHost.Length <= MaxHostLength && Name().IsMatch(uri.IdnHost),
        _ => false,
    };

    /// <summary>Labels of RFC 1123 §2.1, which includes punycode.</summary>
    [GeneratedRegex(@"\A(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
