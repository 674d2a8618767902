using System.Globalization;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Plaza.Data;

namespace Plaza.Server.Cli;

/// <summary>
/// The Unix-domain socket in the data folder, on which the running server accepts verbs of the command line, from the user that
/// runs the server and from root. No other listener accepts any.
/// </summary>
internal sealed class ControlSocket
{
    private const int SolSocket = 1;
    private const int SoPeerCred = 17;
    private const uint Root = 0;

    private ControlSocket(bool isAllowed) => IsAllowed = isAllowed;

    /// <summary>Whether the peer may send verbs.</summary>
    public bool IsAllowed { get; }

    /// <summary>Makes the server listen on the socket, and marks its connections.</summary>
    public static void Open(KestrelServerOptions kestrel, DataFolder folder) => kestrel.ListenUnixSocket(folder.Socket, listen => listen.Use(next => connection =>
    {
        connection.Features.Set(new ControlSocket(IsPeerAllowed(connection)));
        return next(connection);
    }));

    /// <returns>Null when the request came over another listener.</returns>
    public static ControlSocket? Of(HttpContext context) => context.Features.Get<ControlSocket>();

    /// <summary>Peer credentials are checked on Linux; elsewhere the permissions of folder and socket decide alone.</summary>
    private static bool IsPeerAllowed(ConnectionContext connection)
    {
        if (!OperatingSystem.IsLinux())
            return true;

        return connection.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket
            && UserOf(socket) is var user
            && (user is Root || user == UserOfThisProcess());
    }

    /// <summary>The effective user at the time of connect: <c>struct ucred</c> of unix(7) is pid, uid, gid, 4 bytes each.</summary>
    private static uint UserOf(Socket socket)
    {
        Span<byte> credentials = stackalloc byte[12];
        socket.GetRawSocketOption(SolSocket, SoPeerCred, credentials);
        return BitConverter.ToUInt32(credentials[4..8]);
    }

    /// <summary>The effective user: the second number of the line Uid in <c>/proc/self/status</c>, proc(5).</summary>
    private static uint UserOfThisProcess() => uint.Parse(
        File.ReadLines("/proc/self/status").First(line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[2],
        CultureInfo.InvariantCulture);
}
