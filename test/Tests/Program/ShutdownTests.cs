using System.Diagnostics;
using Plaza.Tests.Support;

namespace Plaza.Tests.Program;

/// <summary>Shutdown by SIGTERM, as supervisors send it.</summary>
[Trait("Speed", "slow")]
public sealed class ShutdownTests : IDisposable
{
    private readonly Plaza.Data.DataFolder _folder = MigratedDatabase.NewEmptyFolder();

    public void Dispose() => Directory.Delete(_folder.Path, recursive: true);

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    [InlineData("HUP")]
    public async Task A_server_that_is_told_to_stop_ends_well_and_soon(string signal)
    {
        await using var server = await ServerProcess.StartAsync();
        using var ada = await server.CreateAccountAsync("ada");
        await ada.PostJsonAsync("/api/v1/statuses", new { status = "hello" });
        var began = Stopwatch.GetTimestamp();

        server.Signal(signal);

        (await server.EndAsync()).ShouldBe(0, server.Said);
        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(5));
        new FileInfo(server.Folder.Database + "-wal").ShouldSatisfyAllConditions(log => (log.Exists ? log.Length : 0).ShouldBe(0));
    }

    [Fact]
    public async Task A_program_under_test_ignores_no_signal_that_the_tests_ignore()
    {
        if (!OperatingSystem.IsLinux())
            return;

        var run = await PlazaProgram.RunAsync(["-c", "grep SigIgn /proc/self/status"], [], "/bin/sh");

        run.ShouldBeDone().Output.Split('\t')[1].Trim().ShouldBe(new string('0', 16));
    }

    [Fact]
    public async Task A_server_that_is_told_to_stop_while_it_starts_ends_well_and_can_be_started_again()
    {
        await using (var server = ServerProcess.Begin(_folder))
        {
            await server.SaysAsync("Applying ");
            (await server.StopAsync()).ShouldBe(0, server.Said);
        }

        await using var again = await ServerProcess.StartAsync(_folder);
        (await again.StopAsync()).ShouldBe(0, again.Said);
    }

    [Fact]
    public async Task Requests_in_flight_complete_before_the_end_however_slow_their_clients()
    {
        await using var server = await ServerProcess.StartAsync();
        using var ada = await server.CreateAccountAsync("ada");
        var token = ada.DefaultRequestHeaders.Authorization!.Parameter;
        const string Body = "status=The+last+words";
        using var caller = await RawHttpConnection.OpenAsync(server.Url.Port);
        await caller.SayAsync($"POST /api/v1/statuses HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n"
            + $"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {Body.Length}\r\nConnection: close\r\n\r\n{Body[..10]}");
        await Eventually.TrueAsync(async () => (await server.Client.GetAsync("/readyz")).IsSuccessStatusCode, "the request has arrived too");

        server.Signal("TERM");
        await Eventually.TrueAsync(() => RawHttpConnection.CannotConnectAsync(server.Url.Port), "the server takes no new connection");
        await Task.Delay(TimeSpan.FromSeconds(4), TestContext.Current.CancellationToken); // A slow client, not a wait for a condition.
        server.HasEnded.ShouldBeFalse(server.Said);
        await caller.SayAsync(Body[10..]);

        (await caller.HearAsync()).ShouldStartWith("HTTP/1.1 200 OK");
        (await server.EndAsync()).ShouldBe(0, server.Said);
    }

    [Fact]
    public async Task A_request_whose_body_never_ends_does_not_hold_up_the_end()
    {
        await using var server = await ServerProcess.StartAsync();
        using var caller = await RawHttpConnection.OpenAsync(server.Url.Port);
        await caller.SayAsync("POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nname=");
        await Eventually.TrueAsync(async () => (await server.Client.GetAsync("/readyz")).IsSuccessStatusCode, "the request has arrived too");
        var began = Stopwatch.GetTimestamp();

        server.Signal("TERM");

        (await server.EndAsync()).ShouldBe(0, server.Said);
        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Interrupted_work_continues_after_the_next_start()
    {
        await using var smtp = SmtpListener.Start();
        (string, string)[] mail =
        [
            ("PLAZA__MAIL__HOST", "127.0.0.1"), ("PLAZA__MAIL__PORT", $"{smtp.Port}"), ("PLAZA__MAIL__FROM", "plaza@example.org"),
            ("PLAZA__MAIL__RETRYUNREACHABLE", "00:00:00.5"),
        ];
        await smtp.StopAsync();
        await using (var server = await ServerProcess.StartAsync(_folder, mail))
        {
            using var ada = await server.CreateAccountAsync("ada");
            using var bob = await server.CreateAccountAsync("bob");
            await ada.PostJsonAsync("/api/v1/statuses", new { status = "@bob hello" });
            (await server.StopAsync()).ShouldBe(0, server.Said);
        }

        smtp.StartAgain();
        await using var again = await ServerProcess.StartAsync(_folder, mail);

        (await smtp.ReceivedAsync(1, TestContext.Current.CancellationToken))[0].To.ShouldBe(["bob@example.org"]);
    }

    [Fact]
    public async Task The_command_line_counts_what_a_killed_server_had_not_counted_yet()
    {
        await using var server = await ServerProcess.StartAsync();
        using var ada = await server.CreateAccountAsync("ada");
        await Parallel.ForEachAsync(Enumerable.Range(0, 100), async (post, _) => await ada.PostJsonAsync("/api/v1/statuses", new { status = $"{post}" }));
        await server.KillAsync();
        var today = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

        var run = (await server.RunAsync("stats", "show", "--day", today, "--json")).ShouldBeDone();

        run.Output.ShouldContain("\"posts\":100,");
    }
}
