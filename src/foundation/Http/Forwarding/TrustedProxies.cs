using System.Globalization;
using System.Net;
using Microsoft.Extensions.Options;
using Plaza.Contracts;
using IPNetwork = System.Net.IPNetwork;

namespace Plaza.Http.Forwarding;

/// <summary>The proxies whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed, from <see cref="ServerOptions.TrustedProxies"/>.</summary>
/// <param name="options">Validated at the start by <see cref="TrustedProxiesValidator"/>.</param>
public sealed class TrustedProxies(IOptions<ServerOptions> options)
{
    internal const string UnixSockets = "unix";

    private const int BitsBeforeMappedIPv4 = 96;

    internal IReadOnlyList<IPNetwork> Networks { get; } = [.. EntriesOf(options.Value).Select(NetworkOf).OfType<IPNetwork>()];

    private bool IncludeUnixSockets { get; } = EntriesOf(options.Value).Contains(UnixSockets);

    internal bool IsEmpty => Networks.Count is 0 && !IncludeUnixSockets;

    /// <summary>The entries of the setting.</summary>
    internal static IEnumerable<string> EntriesOf(ServerOptions options) =>
        options.TrustedProxies.Split([' ', ',', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether the peer of a connection is one of them.</summary>
    /// <param name="peer">Null for a Unix-domain socket.</param>
    public bool Contains(IPAddress? peer)
    {
        if (peer is null)
            return IncludeUnixSockets;

        var address = peer.IsIPv4MappedToIPv6 ? peer.MapToIPv4() : peer;
        return Networks.Any(network => network.Contains(address));
    }

    /// <summary>Parses an address or a network. Host bits may be set; IPv4-mapped IPv6 counts as IPv4.</summary>
    /// <returns>Null when the entry is neither.</returns>
    internal static IPNetwork? NetworkOf(string entry)
    {
        var (text, length) = entry.Split('/') switch
        {
            [var address] => (address, null),
            [var address, var prefix] => (address, (string?)prefix),
            _ => ("", null),
        };

        // IPAddress also parses "1" and "10.1" as IPv4 addresses; here these are typing errors.
        if ((!text.Contains(':', StringComparison.Ordinal) && text.Count(letter => letter is '.') is not 3) || !IPAddress.TryParse(text, out var parsed))
            return null;

        var bits = parsed.GetAddressBytes().Length * 8;
        if (length is not null && (!int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out bits) || bits > parsed.GetAddressBytes().Length * 8))
            return null;

        return parsed.IsIPv4MappedToIPv6 && bits >= BitsBeforeMappedIPv4
            ? Masked(parsed.MapToIPv4(), bits - BitsBeforeMappedIPv4)
            : Masked(parsed, bits);
    }

    private static IPNetwork Masked(IPAddress address, int bits)
    {
        var bytes = address.GetAddressBytes();
        for (var at = 0; at < bytes.Length; at++)
            bytes[at] &= (byte)(0xff00 >> Math.Clamp(bits - (8 * at), 0, 8));

        return new(new IPAddress(bytes), bits);
    }
}
