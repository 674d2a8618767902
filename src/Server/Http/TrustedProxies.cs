using System.Globalization;
using System.Net;
using Microsoft.Extensions.Options;
using Plaza.Contracts;
using IPNetwork = System.Net.IPNetwork;

namespace Plaza.Server.Http;

/// <summary>The proxies that may name the client of a request.</summary>
internal sealed class TrustedProxies(IOptions<ServerOptions> options)
{
    public const string UnixSockets = "unix";

    private const int BitsBeforeMappedIPv4 = 96;

    public IReadOnlyList<IPNetwork> Networks { get; } = [.. EntriesOf(options.Value).Select(NetworkOf).OfType<IPNetwork>()];

    public bool IncludeUnixSockets { get; } = EntriesOf(options.Value).Contains(UnixSockets);

    public bool IsEmpty => Networks.Count is 0 && !IncludeUnixSockets;

    /// <summary>What the setting names, one by one.</summary>
    public static IEnumerable<string> EntriesOf(ServerOptions options) =>
        options.TrustedProxies.Split([' ', ',', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);

    /// <param name="peer">The other end of a connection; null for a Unix-domain socket.</param>
    public bool Contains(IPAddress? peer)
    {
        if (peer is null)
            return IncludeUnixSockets;

        var address = peer.IsIPv4MappedToIPv6 ? peer.MapToIPv4() : peer;
        return Networks.Any(network => network.Contains(address));
    }

    /// <summary>Reads an address or a network, whose host bits may be set and which may be IPv4 written as IPv6.</summary>
    /// <returns>Null when the entry is neither.</returns>
    public static IPNetwork? NetworkOf(string entry)
    {
        var (text, length) = entry.Split('/') switch
        {
            [var address] => (address, null),
            [var address, var prefix] => (address, (string?)prefix),
            _ => ("", null),
        };

        // IPAddress also takes "1" and "10.1" for IPv4 addresses; here these are mistakes.
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
