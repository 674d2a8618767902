using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Plaza.Tests.Support;

/// <summary>A TCP connection on which a test writes HTTP byte by byte.</summary>
public sealed class RawHttpConnection : IDisposable
{
    private readonly TcpClient _tcp;

    private RawHttpConnection(TcpClient tcp) => _tcp = tcp;

    public static async Task<RawHttpConnection> OpenAsync(int port)
    {
        var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
        return new(tcp);
    }

    /// <summary>Whether the server no longer listens.</summary>
    public static async Task<bool> CannotConnectAsync(int port)
    {
        try
        {
            using var wire = await OpenAsync(port);
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    public ValueTask SayAsync(string text) => _tcp.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text), TestContext.Current.CancellationToken);

    /// <returns>The next line, without its end.</returns>
    public async Task<string> HearLineAsync()
    {
        var line = new StringBuilder();
        var next = new byte[1];
        while (line.Length is 0 || line[^1] is not '\n')
        {
            await _tcp.GetStream().ReadExactlyAsync(next, TestContext.Current.CancellationToken);
            line.Append((char)next[0]);
        }

        return line.ToString().TrimEnd();
    }

    /// <returns>Everything until the server closes the connection.</returns>
    public async Task<string> HearAsync()
    {
        using var reader = new StreamReader(_tcp.GetStream());
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose() => _tcp.Dispose();
}
