using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Plaza.ServerBench;

/// <summary>A minimal HTTP connection with one request at a time, which uses less CPU than the server under test. Not thread-safe.</summary>
internal sealed class HttpConnection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[256 * 1024];

    public HttpConnection(Uri url) => _socket.Connect(url.Host, url.Port);

    public static byte[] Home(string token) =>
        Encoding.ASCII.GetBytes($"GET /api/v1/timelines/home?limit=1 HTTP/1.1\r\nHost: plaza\r\nAuthorization: Bearer {token}\r\n\r\n");

    public static byte[] Post(string token) => Encoding.ASCII.GetBytes(
        $"POST /api/v1/statuses HTTP/1.1\r\nHost: plaza\r\nAuthorization: Bearer {token}\r\n"
        + $"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 127\r\n\r\nstatus={new string('x', 120)}");

    /// <returns>Headers and body; valid until the next request.</returns>
    /// <exception cref="InvalidDataException">The status is not 200.</exception>
    public ReadOnlySpan<byte> Send(byte[] request)
    {
        _socket.Send(request);
        var length = 0;
        do
            length += _socket.Receive(_buffer.AsSpan(length)) is > 0 and var more ? more : throw new InvalidDataException("The server has closed the connection.");
        while (!IsWhole(_buffer.AsSpan(0, length)));

        var response = _buffer.AsSpan(0, length);
        return response.StartsWith("HTTP/1.1 200 "u8) ? response : throw new InvalidDataException(Encoding.UTF8.GetString(response));
    }

    public void Dispose() => _socket.Dispose();

    private static bool IsWhole(ReadOnlySpan<byte> response)
    {
        if (response.IndexOf("\r\n\r\n"u8) is not (>= 0 and var end))
            return false;

        var headers = response[..(end + 2)];
        if (headers.IndexOf("Content-Length: "u8) is not (>= 0 and var at))
            return response.EndsWith("\r\n0\r\n\r\n"u8);

        var number = headers[(at + 16)..];
        return response.Length == end + 4 + int.Parse(number[..number.IndexOf((byte)'\r')], CultureInfo.InvariantCulture);
    }
}
