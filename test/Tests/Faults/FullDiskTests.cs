using System.Net;
using Plaza.Data;
using Plaza.Tests.Support;

namespace Plaza.Tests.Faults;

/// <summary>The disk is full, and later has space again.</summary>
[Trait("Speed", "slow")]
public sealed class FullDiskTests
{
    /// <summary>
    /// More recipients than one, so that mails are written throughout: each address gets five mails about mentions in half an hour (ADR 49).
    /// </summary>
    private const int Readers = 20;

    private const string MailsDue = "select sum(min(named, 5)) from (select count(*) as named from mentions group by account)";

    private static readonly (string, string) SoonAgain = ("PLAZA__MAIL__RETRYUNREACHABLE", "00:00:00.5");

    [Fact]
    public async Task While_the_disk_is_full_writes_are_rejected_and_reads_continue()
    {
        await using var disk = new LimitedDisk();
        await using var data = await PopulatedDataFolder.MakeAsync(2 + Readers, disk.Folder);
        await using var server = await data.ServeAsync([SoonAgain, .. disk.Settings]);
        var visitor = new PageClient(server.Client);
        await visitor.LogInAsync(data.People[2].Handle, TestAccount.Password);
        using var writing = new CancellationTokenSource();

        var writers = Enumerable.Range(0, 2).Select(person => WriteAsync(data, server, person, writing.Token)).ToList();
        await Eventually.TrueAsync(() => data.Acknowledged.Count >= 20, "posts are taken");
        await disk.FillAsync();
        await Eventually.TrueAsync(() => data.Rejected.Count >= 50, "posts are refused");

        await ShouldReadAsync(server, data, visitor);
        await ShouldKeepWhatWasTypedAsync(visitor);
        await ShouldDropTheSessionAsync(visitor);
        (await server.Client.GetAsync("/health")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var (rejected, lines) = (data.Rejected.Count, Complaints(server));
        await Eventually.TrueAsync(() => data.Rejected.Count >= rejected + 200, "many more posts are refused");
        (Complaints(server) - lines).ShouldBeLessThan(80, server.Said);

        await disk.FreeAsync();
        var before = data.Acknowledged.Count;
        await Eventually.TrueAsync(() => data.Acknowledged.Count >= before + 20, "posts are taken again");
        await writing.CancelAsync();
        await Task.WhenAll(writers);
        await ShouldBeCompleteAsync(server, data);
    }

    [Fact]
    public async Task A_server_on_a_full_disk_ends_well_and_starts_and_is_whole_again_when_there_is_room()
    {
        await using var disk = new LimitedDisk();
        await using var data = await PopulatedDataFolder.MakeAsync(1, disk.Folder);
        await using (var server = await data.ServeAsync(disk.Settings))
        {
            using var ada = data.ClientOf(server, 0);
            (await data.PostAsync(ada)).ShouldBe(HttpStatusCode.OK);
            await disk.FillAsync();
            await Eventually.TrueAsync(async () => await data.PostAsync(ada) is HttpStatusCode.ServiceUnavailable, "posts are refused");
            (await server.StopAsync()).ShouldBe(0, server.Said);
        }

        await disk.FreeAsync();

        // Tasks of every server. Confirmation mails are not among them, since the address of an account created by the operator is confirmed.
        data.Folder.Tamper("delete from tasks where name <> 'statistics.nightly'");
        data.Folder.Tamper("update tasks set state = 1").ShouldBe(1);
        data.Folder.Tamper("pragma wal_checkpoint(truncate)");
        await disk.FillAsync();
        await disk.SettleAsync();

        await using var again = await data.ServeAsync(disk.Settings);
        using var client = data.ClientOf(again, 0);
        (await data.PostAsync(client)).ShouldBe(HttpStatusCode.ServiceUnavailable, again.Said);
        (await client.GetJsonAsync("/api/v1/timelines/home")).AsArray().Count.ShouldBe(data.Stored().Count);
        await disk.FreeAsync();

        await Eventually.TrueAsync(async () => await data.PostAsync(client) is HttpStatusCode.OK, "posts are taken again");
        await Eventually.TrueAsync(() => data.Folder.Number("select count(*) from tasks where state <> 2") is 0, "what was running is done");
        await Eventually.TrueAsync(() => data.Folder.Number("select count(distinct name) from tasks where key like '2%'") is 5, "what is due again and again is done");
        data.ShouldHaveAllThatWasAcknowledged();
    }

    [Fact]
    public async Task A_server_that_finds_no_room_even_for_the_index_of_its_log_says_so_and_does_not_start()
    {
        await using var disk = new LimitedDisk();
        await using var data = await PopulatedDataFolder.MakeAsync(1, disk.Folder);
        File.Delete(data.Folder.Database + "-wal");
        File.Delete(data.Folder.Database + "-shm");
        await disk.FillAsync();
        await disk.SettleAsync();

        var run = await PlazaProgram.RunAsync(["--data", data.Folder.Path, "--urls", $"http://127.0.0.1:{PlazaTestServer.FreePort()}"], disk.Settings);

        run.ShouldEndWith(1).Error.ShouldContain($"Plaza could not start: there is no room on the disk of {data.Folder.Path}.");
    }

    [Fact]
    public async Task A_mail_for_whose_file_there_is_no_room_is_written_when_there_is()
    {
        using var disk = new FaultyDisk();
        await using var data = await PopulatedDataFolder.MakeAsync(2);
        await using var server = await data.ServeAsync([SoonAgain, .. disk.For(data.Folder)]);
        using var ada = data.ClientOf(server, 0);

        disk.Order(FaultyDisk.FullBesideDatabase);
        (await data.PostAsync(ada, named: data.People[1].Handle)).ShouldBe(HttpStatusCode.OK);
        await Eventually.TrueAsync(() => data.Folder.Number("select count(*) from tasks where name = 'mail.mention' and detail like '%No space left%'") is 1, "the mail is put off");
        Directory.EnumerateFiles(data.Folder.Mail).ShouldBeEmpty();
        disk.Lift(FaultyDisk.FullBesideDatabase);

        await Eventually.TrueAsync(() => Directory.EnumerateFiles(data.Folder.Mail, "*.eml").Count() is 1, "the mail is there");
    }

    private static async Task WriteAsync(PopulatedDataFolder data, ServerProcess server, int person, CancellationToken ct)
    {
        using var client = data.ClientOf(server, person);
        for (var post = 0; !ct.IsCancellationRequested; post++)
            (await data.PostAsync(client, named: data.People[2 + (post % Readers)].Handle)).ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable);
    }

    /// <summary>Reads content that is not cached, too.</summary>
    private static async Task ShouldReadAsync(ServerProcess server, PopulatedDataFolder data, PageClient visitor)
    {
        using var ada = data.ClientOf(server, 0);
        (await ada.GetJsonAsync("/api/v1/timelines/home")).AsArray().ShouldNotBeEmpty();
        (await ada.GetJsonAsync("/api/v1/timelines/public")).AsArray().ShouldNotBeEmpty();
        await ada.GetJsonAsync("/api/v1/notifications");
        foreach (var page in (string[])["/", "/home", "/notifications", "/settings", $"/@{data.People[1].Handle}", "/login", "/statistics"])
            (await visitor.ReadAsync(page)).Status.ShouldBe(HttpStatusCode.OK, page);
    }

    private static async Task ShouldDropTheSessionAsync(PageClient visitor)
    {
        using var response = await visitor.PostWithTokenAsync("/home", "/logout");
        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await visitor.ReadAsync("/home")).Status.ShouldBe(HttpStatusCode.SeeOther, "the browser has no session any more");
    }

    private static async Task ShouldKeepWhatWasTypedAsync(PageClient visitor)
    {
        using var response = await visitor.PostWithTokenAsync("/home", "/posts", ("text", "A thought that was long in the making"), ("visibility", "public"));
        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter.ShouldNotBeNull();
        var page = await response.Content.ReadAsStringAsync();
        page.ShouldContain("A thought that was long in the making");
        page.ShouldContain("disk is full");
    }

    private static async Task ShouldBeCompleteAsync(ServerProcess server, PopulatedDataFolder data)
    {
        await Eventually.TrueAsync(() => IsAtRest(data.Folder), "all that follows from the posts is done");
        (await server.RunAsync("journal", "verify")).ShouldBeDone();
        data.ShouldHaveAllThatWasAcknowledged();
        data.Stored().Intersect(data.Rejected).ShouldBeEmpty();

        var posts = data.Acknowledged.Count;
        data.Folder.Number("select sum(posts) from statistics_days").ShouldBe(posts);
        data.Folder.Number("select count(*) from notifications where kind = 0").ShouldBe(posts);
        Directory.EnumerateFiles(data.Folder.Mail, "*.eml").Count().ShouldBe((int)data.Folder.Number(MailsDue));
        Directory.EnumerateFiles(data.Folder.Mail, "*.tmp").ShouldBeEmpty();
        await Eventually.TrueAsync(() => new FileInfo(data.Folder.Database + "-wal").Length is 0, "the log is moved into the database");
        (await server.StopAsync()).ShouldBe(0, server.Said);
    }

    private static bool IsAtRest(DataFolder folder) =>
        folder.Number("select count(*) from tasks where name = 'mail.mention' and state = 2") == folder.Number(MailsDue)
        && folder.Number("select count(*) from deliveries") is 0
        && folder.Number(
            """
            select count(*) from cursors where subscription in ('notifications', 'mail', 'statistics')
            and sequence < (select max(sequence) from journal where type = 'posts.published')
            """) is 0;

    private static int Complaints(ServerProcess server) =>
        server.Said.Split('\n').Count(line => line.Contains(" fail: ", StringComparison.Ordinal) || line.Contains(" warn: ", StringComparison.Ordinal));
}
