using System.Net;
using System.Net.Sockets;

namespace Plaza.Http.Callers;

/// <summary>The address of a client, after <see cref="Forwarding.TrustedProxies"/>.</summary>
public static class ClientAddress
{
    /// <summary>The key under which the requests and connections of an address are counted.</summary>
    /// <param name="address">Null for a Unix-domain socket.</param>
    /// <returns>For IPv6 the first 64 bits, which is what one customer gets (RFC 6177).</returns>
    public static string KeyOf(IPAddress? address) => address is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false }
        ? Convert.ToHexString(address.GetAddressBytes(), 0, 8)
        : TextOf(address);

    /// <summary>The whole address, for the log.</summary>
    /// <param name="address">Null for a Unix-domain socket, which is <c>local</c>.</param>
    public static string TextOf(IPAddress? address) => address switch
    {
        null => "local",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        _ => address.ToString(),
    };
}
