using System.Net.Sockets;

namespace Plaza.Server.Hosting;

/// <summary>The file of a Unix-domain socket. It outlives the process that listened on it, and no other can listen there before it is deleted.</summary>
internal static class SocketFile
{
    /// <summary>open(2) of a socket fails with ENXIO on Linux, EOPNOTSUPP on macOS, ERROR_CANT_ACCESS_FILE on Windows.</summary>
    private static readonly int[] IsSocketCodes = [6, 102, unchecked((int)0x80070780)];

    /// <summary>Whether a process listens on it.</summary>
    public static bool IsListening(string path) => Connect(path) is SocketError.Success;

    /// <summary>Deletes a socket on which nobody listens any more. connect(2) refuses a regular file in the same way, so that is checked first.</summary>
    /// <exception cref="IOException">Something else than a socket is there.</exception>
    public static void DeleteStale(string path)
    {
        Check(path);
        if (Connect(path) is SocketError.ConnectionRefused)
            File.Delete(path);
    }

    /// <summary>Deletes it, whoever listens.</summary>
    /// <exception cref="IOException">Something else than a socket is there.</exception>
    public static void Delete(string path)
    {
        Check(path);
        File.Delete(path);
    }

    /// <exception cref="IOException">Something else than a socket is there, in a sentence that names it.</exception>
    public static void Check(string path)
    {
        if (Directory.Exists(path) || (File.Exists(path) && !IsSocket(path)))
            throw new IOException($"{path} is needed for a socket, but there is a file or folder of that name. Move it away, or name another path.");
    }

    private static bool IsSocket(string path)
    {
        try
        {
            // Opened for both, a named pipe does not block. Shared, it leaves the locks of others alone.
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
