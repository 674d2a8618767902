using System.Net;
using System.Net.Sockets;
using System.Text;
using Plaza.Tests.Support;

namespace Plaza.Tests.Faults;

/// <summary>A server with a low memory limit under many large requests.</summary>
[Trait("Speed", "slow")]
public sealed class LowMemoryTests
{
    private const int Callers = 96;
    private const int Rounds = 2;
    private const int Stalled = 900;

    /// <summary>In bytes, in the format of the runtime: 200 MB.</summary>
    private static readonly (string, string) Limit = ("DOTNET_GCHeapHardLimit", "C800000");

    [Fact]
    public async Task Within_200_MB_the_server_responds_whatever_the_number_of_large_bodies_reads_and_writes()
    {
        await using var data = await PopulatedDataFolder.MakeAsync(12);
        await using var server = await data.ServeAsync(Limit);
        var largest = Largest();

        var storm = Enumerable.Range(0, Callers).Select(caller => AskAsync(data, server, caller, largest)).ToList();
        await Task.WhenAll(storm);

        server.HasEnded.ShouldBeFalse(server.Said);
        server.Said.ShouldNotContain("OutOfMemory");
        (await server.Client.GetAsync("/health")).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var ada = data.ClientOf(server, 0);
        (await data.PostAsync(ada)).ShouldBe(HttpStatusCode.OK);
        data.ShouldHaveAllThatWasAcknowledged();
    }

    [Fact]
    public async Task Within_200_MB_the_server_responds_while_hundreds_of_large_bodies_never_end()
    {
        await using var data = await PopulatedDataFolder.MakeAsync(1);
        await using var server = await data.ServeAsync(Limit);
        var body = Largest();
        var head = Encoding.ASCII.GetBytes(
            $"POST /api/v1/statuses HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {data.People[0].Token}\r\n"
            + $"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {body.Length + 1}\r\n\r\n");
        var callers = new List<Socket>();
        for (var caller = 0; caller < Stalled; caller++)
        {
            callers.Add(new(SocketType.Stream, ProtocolType.Tcp));
            await callers[^1].ConnectAsync(IPAddress.Loopback, server.Url.Port, TestContext.Current.CancellationToken);
            await callers[^1].SendAsync(head, TestContext.Current.CancellationToken);
        }

        var sending = callers.Select(caller => SendAsync(caller, body)).ToList();
        await Eventually.TrueAsync(() => sending.Count(sent => sent.IsCompleted) > Stalled / 2, "most are refused or taken");

        using var ada = data.ClientOf(server, 0);
        for (var round = 0; round < 20; round++)
        {
            (await data.PostAsync(ada)).ShouldBe(HttpStatusCode.OK, server.Said);
            (await ada.GetJsonAsync("/api/v1/timelines/home")).AsArray().Count.ShouldBe(Math.Min(20, round + 1));
        }

        server.Said.ShouldNotContain("OutOfMemory");
        callers.ForEach(caller => caller.Dispose());
        await Task.WhenAll(sending);
    }

    private static byte[] Largest()
    {
        var largest = new byte[(256 * 1024) - 16];
        Array.Fill(largest, (byte)'a');
        "status="u8.CopyTo(largest);
        return largest;
    }

    private static async Task SendAsync(Socket caller, byte[] body)
    {
        try
        {
            for (var sent = 0; sent < body.Length;)
                sent += await caller.SendAsync(body.AsMemory(sent), TestContext.Current.CancellationToken);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // The server has responded and closed the connection, or the test has ended.
        }
    }

    private static async Task AskAsync(PopulatedDataFolder data, ServerProcess server, int caller, byte[] largest)
    {
        using var client = data.ClientOf(server, caller);
        for (var round = 0; round < Rounds; round++)
        {
            await data.PostAsync(client, named: data.People[0].Handle);
            foreach (var type in (string[])["application/x-www-form-urlencoded", "application/json"])
            {
                using var body = new ByteArrayContent(largest) { Headers = { { "Content-Type", type } } };
                using var rejected = await client.PostAsync("/api/v1/statuses", body);
                ((int)rejected.StatusCode).ShouldBeOneOf(400, 422, 503);
            }

            foreach (var path in (string[])["/api/v1/timelines/home?limit=40", "/api/v1/timelines/public?limit=40", $"/@{data.People[caller % 12].Handle}", "/"])
            {
                using var response = await client.GetAsync(path);
                response.StatusCode.ShouldBe(HttpStatusCode.OK, path);
            }
        }
    }
}
