using System.Net.Sockets;
using System.Text;

namespace Plaza.Server.Hosting;

/// <summary>Tells systemd the state of the service: sd_notify(3), one datagram to the socket named by <c>NOTIFY_SOCKET</c>.</summary>
internal static class SystemdNotification
{
    /// <summary>Does nothing where no service manager waits for it, or where it is gone.</summary>
    /// <param name="state">For example <c>READY=1</c>.</param>
    public static void Send(string state)
    {
        if (Environment.GetEnvironmentVariable("NOTIFY_SOCKET") is not { Length: > 0 } address)
            return;

        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            socket.Connect(new UnixDomainSocketEndPoint(address[0] is '@' ? $"\0{address[1..]}" : address)); // @ is an abstract name: unix(7).
            socket.Send(Encoding.UTF8.GetBytes(state));
        }
        catch (SocketException)
        {
            // It is gone.
        }
    }
}
