using System.Net;
using System.Net.Sockets;

namespace Plaza.Http.Callers;

/// <summary>The key under which the requests and connections of an address are counted.</summary>
public static class ClientAddress
{
    /// <param name="address">Null for a Unix-domain socket, whose key is <c>local</c>.</param>
    /// <returns>For IPv6 the first 64 bits, which is what one customer gets (RFC 6177).</returns>
    public static string KeyOf(IPAddress? address) => address switch
    {
        null => "local",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes(), 0, 8),
        _ => address.ToString(),
    };
}
