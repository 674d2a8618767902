using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Plaza.ServerBench;

/// <summary>One connection that asks one thing after the other and costs less than whoever answers. Not for use by two threads at once.</summary>
internal sealed class Wire : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _answer = new byte[256 * 1024];

    public Wire(Uri url) => _socket.Connect(url.Host, url.Port);

    public static byte[] Home(string token) =>
        Encoding.ASCII.GetBytes($"GET /api/v1/timelines/home?limit=1 HTTP/1.1\r\nHost: plaza\r\nAuthorization: Bearer {token}\r\n\r\n");

    public static byte[] Post(string token) => Encoding.ASCII.GetBytes(
        $"POST /api/v1/statuses HTTP/1.1\r\nHost: plaza\r\nAuthorization: Bearer {token}\r\n"
        + $"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 127\r\n\r\nstatus={new string('x', 120)}");

    /// <returns>Headers and body; good until the next question.</returns>
    /// <exception cref="InvalidDataException">It is not 200.</exception>
    public ReadOnlySpan<byte> Ask(byte[] request)
    {
        _socket.Send(request);
        var length = 0;
        do
            length += _socket.Receive(_answer.AsSpan(length)) is > 0 and var more ? more : throw new InvalidDataException("The server has hung up.");
        while (!IsWhole(_answer.AsSpan(0, length)));

        var answer = _answer.AsSpan(0, length);
        return answer.StartsWith("HTTP/1.1 200 "u8) ? answer : throw new InvalidDataException(Encoding.UTF8.GetString(answer));
    }

    public void Dispose() => _socket.Dispose();

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        if (answer.IndexOf("\r\n\r\n"u8) is not (>= 0 and var end))
            return false;

        var headers = answer[..(end + 2)];
        if (headers.IndexOf("Content-Length: "u8) is not (>= 0 and var at))
            return answer.EndsWith("\r\n0\r\n\r\n"u8);

        var number = headers[(at + 16)..];
        return answer.Length == end + 4 + int.Parse(number[..number.IndexOf((byte)'\r')], CultureInfo.InvariantCulture);
    }
}
