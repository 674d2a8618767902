using System.Net;
using System.Net.Sockets;

namespace Plaza.Server.Http;

/// <summary>By what an address is counted.</summary>
internal static class ClientAddress
{
    /// <summary>IPv6 addresses are counted by their /64, which is what one customer gets; null, a Unix-domain socket, is <c>local</c>.</summary>
    public static string KeyOf(IPAddress? address) => address switch
    {
        null => "local",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes(), 0, 8),
        _ => address.ToString(),
    };
}
