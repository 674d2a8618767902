using System.Diagnostics;
using System.Net.Sockets;
using Plaza.Tests.Support;

namespace Plaza.Tests.Program;

/// <summary>Many connections, including idle ones and ones with incomplete requests.</summary>
[Trait("Speed", "slow")]
public sealed class ConnectionTests
{
    [Fact]
    public async Task The_server_recovers_from_idle_connections_beyond_the_limit_of_open_files()
    {
        const int Files = 700;
        await using var server = await ServerProcess.StartLimitedAsync(Files, ("PLAZA__SERVER__MAXCONNECTIONSPERADDRESS", "5000"));
        var idle = await OpenAsync(server, Files + 200);
        await AreClosedAsync(idle, atLeast: 201);
        server.HasEnded.ShouldBeFalse(server.Said);

        (await server.RunAsync("account", "list")).ShouldBeDone();
        idle.ForEach(connection => connection.Dispose());

        foreach (var path in (string[])["/", "/about", "/login", "/signup", "/statistics", "/@nobody", "/api/v2/instance", "/api/v1/timelines/public", "/readyz"])
            await Eventually.TrueAsync(async () => (int?)await StatusAsync(server, path) is < 500, $"{path} is answered: {server.Said}");
    }

    [Fact]
    public async Task One_address_has_a_limit_of_its_own_and_a_trusted_proxy_has_none()
    {
        await using var server = await ServerProcess.StartAsync(("PLAZA__SERVER__MAXCONNECTIONSPERADDRESS", "8"));
        await using var proxied = await ServerProcess.StartAsync(
            ("PLAZA__SERVER__MAXCONNECTIONSPERADDRESS", "8"), ("PLAZA__SERVER__TRUSTEDPROXIES", "127.0.0.0/8"));

        var (direct, behind) = (await OpenAsync(server, 20), await OpenAsync(proxied, 20));

        await AreClosedAsync(direct, atLeast: 12);
        (await StatusAsync(proxied, "/health")).ShouldBe(200, "connections are accepted one after the other, so those before it are too");
        behind.Count(IsClosed).ShouldBe(0);
        await server.SaysAsync("MaxConnectionsPerAddress");
        direct.ForEach(connection => connection.Dispose());
        await Eventually.TrueAsync(async () => await StatusAsync(server, "/health") is 200, "the next connection is taken");
        behind.ForEach(connection => connection.Dispose());
    }

    [Fact]
    public async Task Half_a_header_is_waited_for_ten_seconds()
    {
        await using var server = await ServerProcess.StartAsync();
        using var wire = await RawHttpConnection.OpenAsync(server.Url.Port);
        var began = Stopwatch.GetTimestamp();

        await wire.SayAsync("GET / HTTP/1.1\r\nHost: local");

        (await wire.HearAsync()).ShouldStartWith("HTTP/1.1 408 ");
        Stopwatch.GetElapsedTime(began).TotalSeconds.ShouldBeInRange(8, 25);
    }

    private static async Task<List<Socket>> OpenAsync(ServerProcess server, int count)
    {
        var opened = new List<Socket>();
        for (var number = 0; number < count; number++)
        {
            opened.Add(new(SocketType.Stream, ProtocolType.Tcp));
            await opened[^1].ConnectAsync("127.0.0.1", server.Url.Port);
        }

        return opened;
    }

    private static Task AreClosedAsync(List<Socket> connections, int atLeast) =>
        Eventually.TrueAsync(() => connections.Count(IsClosed) >= atLeast, $"at least {atLeast} of {connections.Count} connections are closed");

    private static bool IsClosed(Socket connection) => connection.Poll(0, SelectMode.SelectRead);

    private static async Task<int?> StatusAsync(ServerProcess server, string path)
    {
        try
        {
            using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = server.Url };
            using var response = await client.GetAsync(path);
            return (int)response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
