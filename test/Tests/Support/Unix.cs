using System.Net.Sockets;

namespace Plaza.Tests.Support;

/// <summary>HTTP over a Unix-domain socket, as a proxy on the same machine speaks it.</summary>
public static class Unix
{
    /// <summary>Without cookies; follows no redirect.</summary>
    public static HttpClient Client(string path) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectCallback = async (_, ct) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), ct);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    {
        BaseAddress = new("http://plaza"),
    };
}
