using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Plaza.Tests.Support;

namespace Plaza.Tests.Security;

/// <summary>Bodies that no endpoint reads to the end, sent like a proxy that sends all of a request before it reads the response.</summary>
public sealed class UnreadBodyTests(SharedServerFixture shared, OneAccountFixture one) : IClassFixture<OneAccountFixture>
{
    private const int Large = 8_000_000;

    private readonly PlazaTestServer _plaza = shared.Server;

    [Theory]
    [InlineData("/api/v1/statuses", true, 413)]
    [InlineData("/api/v1/statuses", false, 401)]
    [InlineData("/api/v1/nothing", true, 404)]
    [InlineData("/oauth/token", false, 413)]
    [InlineData("/login", false, 413)]
    [InlineData("/nothing", false, 404)]
    public async Task A_large_body_is_answered_after_all_of_it_was_sent_and_the_connection_goes_on(string path, bool hasToken, int status)
    {
        foreach (var isChunked in (bool[])[false, true])
        {
            using var connection = new TcpClient();
            await connection.ConnectAsync(IPAddress.Loopback, _plaza.Url.Port);
            await using var stream = connection.GetStream();

            await SendHeadAsync(stream, path, hasToken, isChunked);
            await SendBodyAsync(stream, isChunked);
            await stream.WriteAsync("GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"u8.ToArray());

            using var reader = new StreamReader(stream);
            var responses = await reader.ReadToEndAsync();
            responses.ShouldStartWith($"HTTP/1.1 {status} ");
            responses.ShouldContain("HTTP/1.1 200 OK");
        }
    }

    [Fact]
    public async Task A_body_without_end_is_cut_off()
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, _plaza.Url.Port);
        await using var stream = connection.GetStream();
        await SendHeadAsync(stream, "/nothing", hasToken: false, isChunked: true);
        var sent = 0L;

        await Should.ThrowAsync<IOException>(async () =>
        {
            for (; sent < 1_000_000_000; sent += Large)
                await SendBodyAsync(stream, isChunked: true, isLast: false);
        });

        await _plaza.ShouldBeHealthyAsync();
    }

    private async Task SendHeadAsync(NetworkStream stream, string path, bool hasToken, bool isChunked)
    {
        var head = $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            + (hasToken ? $"Authorization: Bearer {one.Person.Token}\r\n" : "")
            + (isChunked ? "Transfer-Encoding: chunked\r\n\r\n" : $"Content-Length: {Large}\r\n\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
    }

    private static async Task SendBodyAsync(NetworkStream stream, bool isChunked, bool isLast = true)
    {
        const int Chunk = 40_000;
        var bytes = new byte[Chunk];
        Array.Fill(bytes, (byte)'a');
        for (var sent = 0; sent < Large; sent += Chunk)
        {
            if (isChunked)
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"{Chunk.ToString("x", CultureInfo.InvariantCulture)}\r\n"));
            await stream.WriteAsync(bytes);
            if (isChunked)
                await stream.WriteAsync("\r\n"u8.ToArray());
        }

        if (isChunked && isLast)
            await stream.WriteAsync("0\r\n\r\n"u8.ToArray());
    }
}
