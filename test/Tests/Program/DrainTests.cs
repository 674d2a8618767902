using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Plaza.Server.Http;
using Plaza.Tests.Support;

namespace Plaza.Tests.Program;

/// <summary>The drain between the signal to stop and the stop, in which a load balancer takes the server out.</summary>
[Trait("Speed", "slow")]
public sealed class DrainTests
{
    private static readonly string[] Paths = ["/about", "/api/v1/instance", "/plaza.css", "/nothing", "/api/v1/nothing", "/health", "/readyz"];

    [Fact]
    public async Task While_it_drains_it_is_not_ready_and_serves_each_request_on_a_connection_that_it_closes_until_a_second_signal()
    {
        await using var server = await ServerProcess.StartAsync(("PLAZA__SERVER__DRAINSECONDS", "600"));
        await Eventually.TrueAsync(async () => await StatusAsync(server) is HttpStatusCode.OK, "it is ready");
        using var idle = await RawHttpConnection.OpenAsync(server.Url.Port);
        await idle.SayAsync("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
        (await idle.HearLineAsync()).ShouldStartWith("HTTP/1.1 200 ");

        server.Signal("TERM");

        await Eventually.TrueAsync(async () => await StatusAsync(server) is HttpStatusCode.ServiceUnavailable, "it is not ready");
        await server.SaysAsync("Stopping in 600 s");
        foreach (var path in Paths)
        {
            using var response = await server.Client.GetAsync(path, TestContext.Current.CancellationToken);
            response.Headers.ConnectionClose.ShouldBe(true, path);
            (response.StatusCode is HttpStatusCode.OK or HttpStatusCode.NotFound || path is "/readyz").ShouldBeTrue($"{path}: {response.StatusCode}");
        }

        using var ada = await server.CreateAccountAsync("ada");
        await ada.PostJsonAsync("/api/v1/statuses", new { status = "still accepted" });
        await idle.SayAsync("GET /about HTTP/1.1\r\nHost: localhost\r\n\r\n");
        (await idle.HearAsync()).ShouldContain("HTTP/1.1 200 OK", customMessage: "a connection that was idle is served, and then closed");

        var began = Stopwatch.GetTimestamp();
        server.Signal("TERM");
        (await server.EndAsync()).ShouldBe(0, server.Said);
        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    /// <summary>Debian's service manager is not started by tests: they listen where it would.</summary>
    [Fact]
    public async Task A_drain_ends_by_itself_and_the_service_manager_is_told_of_the_start_and_the_stop()
    {
        var folder = Directory.CreateTempSubdirectory("plaza-notify-");
        using var manager = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        manager.Bind(new UnixDomainSocketEndPoint(Path.Combine(folder.FullName, "notify")));
        await using var server = await ServerProcess.StartAsync(
            ("PLAZA__SERVER__DRAINSECONDS", "2"), ("NOTIFY_SOCKET", Path.Combine(folder.FullName, "notify")));
        (await ReceiveAsync(manager)).ShouldBe("READY=1");
        var began = Stopwatch.GetTimestamp();

        server.Signal("TERM");

        (await ReceiveAsync(manager)).ShouldBe("STOPPING=1");
        (await server.EndAsync()).ShouldBe(0, server.Said);
        Stopwatch.GetElapsedTime(began).ShouldBeGreaterThan(TimeSpan.FromSeconds(2));
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_server_that_stops_by_itself_does_not_say_that_it_drains()
    {
        using var log = new RecordingLoggerProvider();
        using var logs = LoggerFactory.Create(logging => logging.AddProvider(log));
        var drain = new Drain(Options.Create(new DrainOptions { DrainSeconds = 600 }), TimeProvider.System, logs.CreateLogger<Drain>());

        await drain.RunAsync(new CancellationToken(canceled: true));

        (drain.HasBegun, log.Lines.Count).ShouldBe((false, 0));
    }

    private static async Task<HttpStatusCode> StatusAsync(ServerProcess server)
    {
        using var response = await server.Client.GetAsync("/readyz");
        return response.StatusCode;
    }

    private static async Task<string> ReceiveAsync(Socket manager)
    {
        var text = new byte[64];
        return Encoding.UTF8.GetString(text, 0, await manager.ReceiveAsync(text, TestContext.Current.CancellationToken));
    }
}
