using System.Globalization;

namespace Plaza.Server.Hosting;

/// <summary>The limit of open files and connections of this process.</summary>
internal static class OpenFiles
{
    /// <summary>
    /// With fewer, the server's own assemblies, database and sockets leave too few descriptors for connections, or cannot even be opened.
    /// </summary>
    private const long MinLimit = 512;

    /// <exception cref="IOException">The limit is too low; the message is for the operator.</exception>
    public static void CheckLimit()
    {
        if (Limit() is < MinLimit and var limit)
        {
            throw new IOException(
                $"the limit of open files is {limit}, and a server needs at least {MinLimit}. Raise it: ulimit -Hn in a shell, LimitNOFILE= in a systemd unit.");
        }
    }

    /// <summary>The number of open descriptors of this process; 0 on systems without <c>/proc</c>.</summary>
    public static int Count()
    {
        const string Open = "/proc/self/fd"; // proc(5)
        return Directory.Exists(Open) ? Directory.EnumerateFileSystemEntries(Open).Count() : 0;
    }

    /// <returns>The hard limit, to which .NET raises the soft one at start. Null when there is none, and on systems without <c>/proc</c>.</returns>
    public static long? Limit()
    {
        const string Limits = "/proc/self/limits"; // proc(5)
        if (!File.Exists(Limits))
            return null;

        var line = File.ReadLines(Limits).First(line => line.StartsWith("Max open files", StringComparison.Ordinal));
        return long.TryParse(line["Max open files".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture, out var limit) ? limit : null;
    }
}
