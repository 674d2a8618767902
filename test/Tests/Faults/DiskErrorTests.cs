using System.Net;
using Plaza.Tests.Support;

namespace Plaza.Tests.Faults;

/// <summary>The disk returns errors. It is then unknown what was written, so the server acknowledges nothing more and stops.</summary>
[Trait("Speed", "slow")]
public sealed class DiskErrorTests : IDisposable
{
    private readonly FaultyDisk _disk = new();

    public void Dispose() => _disk.Dispose();

    [Fact]
    public async Task When_a_sync_fails_neither_what_it_was_for_nor_what_waited_behind_it_is_acknowledged()
    {
        await using var data = await PopulatedDataFolder.MakeAsync(4);
        await using var server = await data.ServeAsync(_disk.For(data.Folder));
        var clients = Enumerable.Range(0, 4).Select(person => data.ClientOf(server, person)).ToList();
        (await Task.WhenAll(clients.Select(client => data.PostAsync(client)))).ShouldAllBe(status => status == HttpStatusCode.OK);

        var posts = new List<Task<HttpStatusCode?>>();
        await _disk.HoldAsync(() => posts.Add(data.PostAsync(clients[0])));
        posts.AddRange(clients.Select(client => data.PostAsync(client)));
        _disk.Order(FaultyDisk.FailSync);
        _disk.Lift(FaultyDisk.HoldSync);

        (await Task.WhenAll(posts)).ShouldAllBe(status => status == null || status == HttpStatusCode.ServiceUnavailable);
        await ShouldEndAndRecoverAsync(server, data);
    }

    [Fact]
    public async Task When_a_write_into_the_log_fails_nothing_after_it_is_acknowledged()
    {
        await using var data = await PopulatedDataFolder.MakeAsync(1);
        await using var server = await data.ServeAsync(_disk.For(data.Folder));
        using var ada = data.ClientOf(server, 0);
        (await data.PostAsync(ada)).ShouldBe(HttpStatusCode.OK);

        _disk.Order(FaultyDisk.FailWrite);

        (await data.PostAsync(ada)).ShouldBe(HttpStatusCode.ServiceUnavailable);
        _disk.Lift(FaultyDisk.FailWrite);
        (await data.PostAsync(ada)).ShouldNotBe(HttpStatusCode.OK);
        await ShouldEndAndRecoverAsync(server, data);
    }

    [Fact]
    public async Task When_a_checkpoint_fails_what_was_acknowledged_is_still_in_the_log()
    {
        await using var data = await PopulatedDataFolder.MakeAsync(1);
        await using var server = await data.ServeAsync(_disk.For(data.Folder));
        using var ada = data.ClientOf(server, 0);

        // The next idle checkpoint is two seconds after this post, so the other one is committed before it fails.
        (await data.PostAsync(ada)).ShouldBe(HttpStatusCode.OK);
        _disk.Order(FaultyDisk.FailDatabase);
        (await data.PostAsync(ada)).ShouldBe(HttpStatusCode.OK);

        await ShouldEndAndRecoverAsync(server, data);
    }

    [Fact]
    public async Task When_the_last_checkpoint_fails_the_server_ends_with_an_error_too()
    {
        await using var data = await PopulatedDataFolder.MakeAsync(1);
        await using var server = await data.ServeAsync(_disk.For(data.Folder));
        using var ada = data.ClientOf(server, 0);
        (await data.PostAsync(ada)).ShouldBe(HttpStatusCode.OK);

        _disk.Order(FaultyDisk.FailDatabase);
        server.Signal("TERM");

        await ShouldEndAndRecoverAsync(server, data);
    }

    [Fact]
    public async Task The_log_of_a_killed_server_is_checkpointed_before_the_next_start_accepts_writes()
    {
        await using var data = await PopulatedDataFolder.MakeAsync(1);
        await using (var server = await data.ServeAsync(_disk.For(data.Folder)))
        {
            using var ada = data.ClientOf(server, 0);
            (await data.PostAsync(ada)).ShouldBe(HttpStatusCode.OK);
            var unsure = Task.CompletedTask;
            await _disk.HoldAsync(() => unsure = data.PostAsync(ada));
            await server.KillAsync();
            await unsure;
        }

        _disk.Lift(FaultyDisk.HoldSync);
        _disk.Order(FaultyDisk.FailDatabase);
        var run = await PlazaProgram.RunAsync(["--data", data.Folder.Path, "--urls", $"http://127.0.0.1:{PlazaTestServer.FreePort()}"], _disk.For(data.Folder));
        run.ShouldEndWith(1).Error.ShouldContain("Plaza could not start");

        await using var again = await data.ServeAsync();
        data.ShouldHaveAllThatWasAcknowledged();
    }

    private async Task ShouldEndAndRecoverAsync(ServerProcess server, PopulatedDataFolder data)
    {
        (await server.EndAsync()).ShouldBe(1, server.Said);
        _disk.HasFailed.ShouldBeTrue();
        _disk.WasTriedAgain.ShouldBeFalse("what failed says that all is well when it is tried again");
        server.Said.Split('\n').Count(line => line.Contains("The disk failed while writing", StringComparison.Ordinal)).ShouldBe(1, server.Said);
        server.Said.ShouldNotContain("Unhandled exception");

        await using var again = await data.ServeAsync();
        using var ada = data.ClientOf(again, 0);
        (await data.PostAsync(ada)).ShouldBe(HttpStatusCode.OK);
        (await again.RunAsync("journal", "verify")).ShouldBeDone();
        (await again.StopAsync()).ShouldBe(0, again.Said);
        data.ShouldHaveAllThatWasAcknowledged();
    }
}
