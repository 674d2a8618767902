using System.Net.Sockets;

namespace Plaza.Tests.Support;

/// <summary>HTTP over a Unix-domain socket, like a proxy on the same machine.</summary>
public static class UnixSocketClient
{
    /// <summary>A client without cookies that follows no redirects.</summary>
    public static HttpClient Create(string path) => new(new SocketsHttpHandler
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
