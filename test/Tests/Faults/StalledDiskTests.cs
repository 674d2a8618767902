using System.Net;
using Plaza.Tests.Support;

namespace Plaza.Tests.Faults;

/// <summary>A commit is stalled in the disk until the test releases it.</summary>
[Trait("Speed", "slow")]
public sealed class StalledDiskTests : IDisposable
{
    private const int MaxWaiting = 4096;
    private const int TooMany = 50;

    private readonly FaultyDisk _disk = new();

    public void Dispose() => _disk.Dispose();

    [Fact]
    public async Task While_a_commit_stalls_reads_and_probes_succeed_and_writes_are_batched_afterwards()
    {
        await using var data = await PopulatedDataFolder.MakeAsync(2);
        await using var server = await data.ServeAsync(_disk.For(data.Folder));
        using var ada = data.ClientOf(server, 0);
        using var bob = data.ClientOf(server, 1);
        (await data.PostAsync(ada)).ShouldBe(HttpStatusCode.OK);
        var posts = new List<Task<HttpStatusCode?>>();

        await _disk.HoldAsync(() => posts.Add(data.PostAsync(ada)));
        posts.AddRange(Enumerable.Range(0, 64).Select(_ => data.PostAsync(ada)));
        foreach (var path in Enumerable.Repeat((string[])["/api/v1/timelines/home", "/api/v1/timelines/public", "/api/v1/accounts/verify_credentials", "/health", "/readyz", "/", $"/@{data.People[0].Handle}"], 20).SelectMany(paths => paths))
        {
            using var response = await bob.GetAsync(path);
            response.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        }

        posts.ShouldAllBe(post => !post.IsCompleted);
        _disk.Lift(FaultyDisk.HoldSync);

        (await Task.WhenAll(posts)).ShouldAllBe(status => status == HttpStatusCode.OK);
        data.Folder.Number("select max(n) from (select count(*) as n from journal where type = 'posts.published' group by time)").ShouldBeGreaterThanOrEqualTo(32);
        data.ShouldHaveAllThatWasAcknowledged();
    }

    [Fact]
    public async Task When_too_many_write_requests_are_queued_the_next_is_rejected_at_once_and_none_is_lost()
    {
        await using var data = await PopulatedDataFolder.MakeAsync(2);
        await using var server = await data.ServeAsync(_disk.For(data.Folder));
        using var ada = data.ClientOf(server, 0);
        var visitor = new PageClient(server.Client);
        await visitor.LogInAsync(data.People[1].Handle, TestAccount.Password);
        var posts = new List<Task<HttpStatusCode?>>();

        await _disk.HoldAsync(() => posts.Add(data.PostAsync(ada)));
        posts.AddRange(Enumerable.Range(0, MaxWaiting + TooMany).Select(_ => data.PostAsync(ada)));
        await Eventually.TrueAsync(() => data.Rejected.Count >= TooMany, "the last are refused");
        data.Acknowledged.ShouldBeEmpty();
        await ShouldBeRejectedByTheWebsiteAsync(visitor);
        await ShouldBeRejectedByTheApiAsync(server, ada);
        var run = await server.RunAsync("account", "create", "--username", "late", "--email", "late@example.org", "--password", TestAccount.Password);
        run.ShouldEndWith(1).Error.ShouldContain("Too many writes are queued");
        _disk.Lift(FaultyDisk.HoldSync);

        (await Task.WhenAll(posts)).ShouldAllBe(status => status == HttpStatusCode.OK || status == HttpStatusCode.ServiceUnavailable);
        data.Stored().ShouldBe(data.Acknowledged, ignoreOrder: true);
        data.Acknowledged.Count.ShouldBeInRange(MaxWaiting - TooMany, MaxWaiting);
        (await data.PostAsync(ada)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_server_that_is_told_to_stop_finishes_the_orders_that_run_and_moves_the_log_before_it_ends()
    {
        await using var data = await PopulatedDataFolder.MakeAsync(1);
        await using var server = await data.ServeAsync(_disk.For(data.Folder));
        using var ada = data.ClientOf(server, 0);
        using var probe = await RawHttpConnection.OpenAsync(server.Url.Port);
        await probe.SayAsync("GET /readyz HTTP/1.1\r\nHost: localhost\r\n");
        var posts = new List<Task<HttpStatusCode?>>();

        await _disk.HoldAsync(() => posts.Add(data.PostAsync(ada)));
        posts.AddRange(Enumerable.Range(0, 16).Select(_ => data.PostAsync(ada)));
        using (var arrived = await ada.GetAsync("/readyz"))
            arrived.StatusCode.ShouldBe(HttpStatusCode.OK);
        server.Signal("TERM");
        await Eventually.TrueAsync(() => RawHttpConnection.CannotConnectAsync(server.Url.Port), "the server takes no new connection");
        await probe.SayAsync("Connection: close\r\n\r\n");
        (await probe.HearAsync()).ShouldStartWith("HTTP/1.1 503 ");
        server.HasEnded.ShouldBeFalse(server.Said);
        _disk.Lift(FaultyDisk.HoldSync);

        (await Task.WhenAll(posts)).ShouldContain(HttpStatusCode.OK);
        (await server.EndAsync()).ShouldBe(0, server.Said);
        new FileInfo(data.Folder.Database + "-wal").Length.ShouldBe(0);
        data.ShouldHaveAllThatWasAcknowledged();
        data.Acknowledged.Count.ShouldBeGreaterThanOrEqualTo(1);
    }

    /// <summary>Asserts that the form is redisplayed with the typed text, or that a page says what to do.</summary>
    private static async Task ShouldBeRejectedByTheWebsiteAsync(PageClient visitor)
    {
        (string Page, string Action, (string, string)[] Fields, string Kept)[] forms =
        [
            ("/home", "/posts", [("text", "A thought that was long in the making"), ("visibility", "public")], "A thought that was long in the making"),
            ("/settings", "/settings/profile", [("name", "Ada"), ("bio", "A life in one line")], "A life in one line"),
            ("/settings", "/settings/mail", [("mail_mentions", "true")], "Not available at the moment"),
            ("/login", "/logout", [], "Not available at the moment"),
        ];
        foreach (var (page, action, fields, stored) in forms)
        {
            using var response = await visitor.PostWithTokenAsync(page, action, fields);
            response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable, action);
            response.Headers.RetryAfter.ShouldNotBeNull(action);
            (await response.Content.ReadAsStringAsync()).ShouldContain(stored);
        }
    }

    private static async Task ShouldBeRejectedByTheApiAsync(ServerProcess server, HttpClient ada)
    {
        (HttpClient Client, string Path, (string, string)[] Fields)[] orders =
        [
            (ada, "/api/v1/markers", [("notifications[last_read_id]", "1")]),
            (ada, "/api/v1/notifications/clear", []),
            (server.Client, "/api/v1/apps", [("client_name", "Late"), ("redirect_uris", "https://late.example.org/")]),
        ];
        foreach (var (client, path, fields) in orders)
        {
            using var response = await client.PostAsync(path, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Item1, field.Item2))));
            response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable, path);
            response.Headers.RetryAfter.ShouldNotBeNull(path);
            (await response.Content.ReadAsStringAsync()).ShouldContain("Too many writes are queued");
        }
    }
}
