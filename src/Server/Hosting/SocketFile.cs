using System.Net.Sockets;

namespace Plaza.Server.Hosting;

/// <summary>
/// The file of a Unix-domain socket. It outlives the process that listened on it and must be deleted before another process can listen there.
/// </summary>
internal static class SocketFile
{
    /// <summary>open(2) of a socket fails with ENXIO on Linux, EOPNOTSUPP on macOS, ERROR_CANT_ACCESS_FILE on Windows.</summary>
    private static readonly int[] IsSocketCodes = [6, 102, unchecked((int)0x80070780)];

    /// <summary>Whether a process listens on the socket.</summary>
    public static bool IsListening(string path) => Connect(path) is SocketError.Success;

    /// <summary>Deletes a socket on which no process listens. connect(2) rejects a regular file in the same way, so that is checked first.</summary>
    /// <exception cref="IOException">The path is not a socket.</exception>
    public static void DeleteStale(string path)
    {
        Check(path);
        if (Connect(path) is SocketError.ConnectionRefused)
            File.Delete(path);
    }

    /// <summary>Deletes the socket even if a process listens on it.</summary>
    /// <exception cref="IOException">The path is not a socket.</exception>
    public static void Delete(string path)
    {
        Check(path);
        File.Delete(path);
    }

    /// <exception cref="IOException">The path is not a socket; the message names it.</exception>
    public static void Check(string path)
    {
        if (Directory.Exists(path) || (File.Exists(path) && !IsSocket(path)))
            throw new IOException($"{path} is needed for a socket, but there is a file or folder of that name. Move it away, or name another path.");
    }

    private static bool IsSocket(string path)
    {
        try
        {
            // Opened for reading and writing, since a named pipe would block otherwise; shared, so that locks of other processes are kept.
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            return false;
        }
        catch (IOException fault)
        {
            return IsSocketCodes.Contains(fault.HResult);
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static SocketError Connect(string path)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return SocketError.Success;
        }
        catch (SocketException fault)
        {
            return fault.SocketErrorCode;
        }
    }
}
