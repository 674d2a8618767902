using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Plaza.Server.Hosting;

/// <summary>One of the addresses in <c>--urls</c>, checked before anything is opened.</summary>
internal sealed record ListenAddress
{
    private const string UnixPrefix = "http://unix:";

    private readonly BindingAddress? _tcp;
    private readonly string _socket = "";

    private ListenAddress(string url)
    {
        Url = url;
        if (url.StartsWith(UnixPrefix, StringComparison.OrdinalIgnoreCase))
            _socket = CheckSocket(url[UnixPrefix.Length..]);
        else
            _tcp = ParseTcp(url);
    }

    /// <summary>The URL as given, trimmed.</summary>
    public string Url { get; }

    /// <summary>Whether it is a Unix-domain socket, which no link can lead to.</summary>
    public bool IsSocket => _tcp is null;

    /// <summary>Whether clients can use it as a URL: not a wildcard address, and not port 0.</summary>
    public bool IsPublic => _tcp is { Port: not 0, Host: not ("*" or "+") } tcp && !(AddressOf(tcp) is { } address && PublicUrl.IsUnspecified(address));

    private bool IsLocalhost => _tcp?.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) is true;

    /// <param name="urls">Separated by semicolons.</param>
    /// <exception cref="FormatException">A URL is invalid; the message names it.</exception>
    /// <exception cref="IOException">A file or folder exists at the path of the socket.</exception>
    public static IReadOnlyList<ListenAddress> Parse(string urls)
    {
        ListenAddress[] addresses = [.. urls.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(url => new ListenAddress(url))];
        return addresses is [] ? throw new FormatException("--urls names no address to listen on, such as http://127.0.0.1:5080.") : addresses;
    }

    /// <summary>Makes the server listen on this URL, as ASP.NET Core does for the same URL.</summary>
    public void Open(KestrelServerOptions kestrel)
    {
        if (_tcp is not { } tcp)
        {
            SocketFile.DeleteStale(_socket);
            kestrel.ListenUnixSocket(_socket);
        }
        else if (AddressOf(tcp) is { } address)
        {
            kestrel.Listen(address, tcp.Port);
        }
        else if (IsLocalhost)
        {
            kestrel.ListenLocalhost(tcp.Port);
        }
        else
        {
            kestrel.ListenAnyIP(tcp.Port);
        }
    }

    /// <summary>Binds the address for a moment. Kestrel itself would fail only after the database was migrated and tasks ran.</summary>
    /// <exception cref="IOException">The address cannot be listened on; the message names it.</exception>
    public void CheckFree()
    {
        var fault = _tcp is not null ? Bind(_tcp) : SocketFile.IsListening(_socket) ? SocketError.AddressAlreadyInUse : SocketError.Success;
        if (fault is SocketError.AddressAlreadyInUse)
            throw new IOException($"{Url} is in use by another process. Stop that process, or choose another address with --urls or PLAZA__URLS.");
        if (fault is not SocketError.Success)
            throw new IOException($"it cannot listen on {Url}: {new SocketException((int)fault).Message}.");
    }

    /// <returns>Success when Kestrel can listen: of the two addresses of localhost, or of all interfaces, the machine may lack that of IPv4 or IPv6.</returns>
    private SocketError Bind(BindingAddress tcp)
    {
        IPAddress[] addresses = AddressOf(tcp) is { } one ? [one] : IsLocalhost ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : [IPAddress.Any, IPAddress.IPv6Any];
        var results = addresses.Select(address => Bind(new IPEndPoint(address, tcp.Port))).ToList();
        return results.Find(result => result is SocketError.AddressAlreadyInUse or SocketError.AccessDenied) is not SocketError.Success and var fault ? fault
            : results.Contains(SocketError.Success) ? SocketError.Success : results[0];
    }

    private static SocketError Bind(IPEndPoint address)
    {
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            if (address.Address.Equals(IPAddress.IPv6Any))
                socket.DualMode = true; // As Kestrel does.
            socket.Bind(address);
            return SocketError.Success;
        }
        catch (SocketException fault)
        {
            return fault.SocketErrorCode;
        }
    }

    private static BindingAddress ParseTcp(string url)
    {
        if (url.Contains('@', StringComparison.Ordinal))
            throw new FormatException("--urls names an address with a user or password, which no address to listen on has.");

        var isWellFormed = TryParse(url, out var parsed);
        if (isWellFormed && parsed!.Scheme.Equals("https", StringComparison.OrdinalIgnoreCase))
            throw new FormatException($"--urls names {url}, but Plaza speaks http only: TLS is for the proxy before it.");

        return isWellFormed && IsHttp(parsed!)
            ? parsed!
            : throw new FormatException($"--urls names {url}, which is no address to listen on, such as http://127.0.0.1:5080 or http://unix:/run/plaza/http.sock.");
    }

    private static bool IsHttp(BindingAddress tcp) =>
        tcp.Scheme.Equals("http", StringComparison.OrdinalIgnoreCase)
        && tcp is { PathBase: "", Port: >= 0 and <= ushort.MaxValue }
        && (tcp.Host is "*" or "+" || Uri.CheckHostName(tcp.Host) is not (UriHostNameType.Unknown or UriHostNameType.Basic));

    private static bool TryParse(string url, out BindingAddress? parsed)
    {
        try
        {
            parsed = BindingAddress.Parse(url);
            return true;
        }
        catch (FormatException)
        {
            parsed = null;
            return false;
        }
    }

    private static string CheckSocket(string path)
    {
        if (!Path.IsPathFullyQualified(path))
            throw new FormatException($"--urls names {UnixPrefix}{path}, but a socket needs a full path, such as http://unix:/run/plaza/http.sock.");
        if (!HasRoom(path))
            throw new FormatException($"--urls names {UnixPrefix}{path}, but that path is longer than the system allows for a socket.");
        if (!Directory.Exists(Path.GetDirectoryName(path)))
            throw new FormatException($"--urls names {UnixPrefix}{path}, but there is no folder {Path.GetDirectoryName(path)}.");

        SocketFile.Check(path);
        return path;
    }

    /// <summary>Systems allow about a hundred bytes for the path of a socket.</summary>
    public static bool HasRoom(string path)
    {
        try
        {
            return new UnixDomainSocketEndPoint(path).AddressFamily is AddressFamily.Unix;
        }
        catch (ArgumentOutOfRangeException)
        {
            return false;
        }
    }

    private static IPAddress? AddressOf(BindingAddress tcp) => IPAddress.TryParse(tcp.Host, out var address) ? address : null;
}
