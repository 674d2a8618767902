using Plaza.Contracts.Ids;
using Plaza.Data;
using Plaza.Tests.Mail;
using Plaza.Tests.Support;

namespace Plaza.Tests.Program;

/// <summary>The server is killed again and again while people post. Whatever was acknowledged is there, and there once.</summary>
[Trait("Speed", "slow")]
public sealed class SuddenEndTests : IAsyncLifetime
{
    private const int Kills = 20;
    private const int Clients = 8;
    private const int AtLeast = 25;

    private readonly DataFolder _folder = PlazaProcess.NewFolder();
    private readonly List<string> _tokens = [];
    private Person _bob = null!;

    /// <summary>Whoever posts is made beforehand, in this process: that is faster.</summary>
    public async ValueTask InitializeAsync()
    {
        var plaza = await RunningPlaza.StartAsync(_folder);
        _bob = await plaza.MeetAsync("bob");
        for (var client = 0; client < Clients; client++)
            _tokens.Add((await plaza.MeetAsync("author")).Token);

        await plaza.StopAsync();
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder.Path, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Twenty_kills_lose_nothing_that_was_acknowledged_and_double_nothing()
    {
        await using var smtp = SmtpListener.Start();
        (string, string)[] settings =
        [
            ("PLAZA__MAIL__HOST", "127.0.0.1"), ("PLAZA__MAIL__PORT", $"{smtp.Port}"), ("PLAZA__MAIL__FROM", "plaza@example.org"),
            ("PLAZA__MAIL__RETRYUNREACHABLE", "00:00:00.5"),
        ];
        var clients = new KilledServer(_tokens, _bob.Handle);

        for (var kill = 0; kill < Kills; kill++)
        {
            await using var server = await PlazaProcess.StartAsync(_folder, settings);
            await clients.PostUntilKilledAsync(server, AtLeast + (kill * 7919 % 61));
        }

        await using (var last = await PlazaProcess.StartAsync(_folder, settings))
        {
            await clients.TryAgainAsync(last);
            await Eventually.TrueAsync(IsAtRest, "all that follows from the posts is done");
            (await last.RunAsync("journal", "verify")).ShouldBeDone();
            (await last.StopAsync()).ShouldBe(0, last.Said);
        }

        PostsShouldBe(clients);
        CountsShouldFit();
        NobodyShouldHaveBeenToldTwice(smtp.Received);
        TestContext.Current.SendDiagnosticMessage(
            "{0} posts acknowledged, {1} unsure, {2} mails received", clients.Acknowledged.Count, clients.Unsure.Count, smtp.Received.Count);
    }

    private void PostsShouldBe(KilledServer clients)
    {
        var stored = _folder.Rows("select id, text from posts", row => (Id: new PostId(row.GetInt64(0)).ToString(), Text: row.GetString(1)));

        stored.DistinctBy(post => post.Text).Count().ShouldBe(stored.Count);
        clients.Acknowledged.Count.ShouldBeGreaterThanOrEqualTo(Kills * AtLeast);
        clients.Acknowledged.Select(post => (post.Value, post.Key)).ShouldBeSubsetOf(stored);
        stored.Select(post => post.Text).ShouldBeSubsetOf([.. clients.Acknowledged.Keys, .. clients.Unsure]);
    }

    private void CountsShouldFit()
    {
        var posts = _folder.Number("select count(*) from posts");

        _folder.Number("select count(*) from journal where type = 'posts.published'").ShouldBe(posts);
        _folder.Number("select max(sequence) - count(*) from journal").ShouldBe(0);
        _folder.Number("select sum(posts) from author_counts").ShouldBe(posts);
        _folder.Number("select count(*) from author_counts c where posts <> (select count(*) from posts where author = c.account)").ShouldBe(0);
        _folder.Number("select sum(posts) from statistics_days").ShouldBe(posts);
        _folder.Number("select count(*) from idempotency_keys").ShouldBe(posts);
    }

    private void NobodyShouldHaveBeenToldTwice(IReadOnlyList<ReceivedMail> mails)
    {
        var named = _folder.Rows("select post from mentions", row => new PostId(row.GetInt64(0)));

        named.Count.ShouldBe((int)_folder.Number($"select count(*) from posts where text like '% to @{_bob.Handle}'"));
        _folder.Rows("select post from notifications", row => new PostId(row.GetInt64(0))).ShouldBe(named, ignoreOrder: true);
        mails.Select(mail => mail.MessageId).Distinct().ShouldBe(
            named.Select(post => $"<mention.{post}.{_bob.Account}@127.0.0.1>"), ignoreOrder: true);
        mails.Count.ShouldBeLessThanOrEqualTo(named.Count + (4 * Kills), "only those on their way at a kill may come twice");
    }

    private bool IsAtRest() =>
        _folder.Number("select count(*) from tasks where name = 'mail.mention' and state = 2") == _folder.Number("select count(*) from mentions")
        && _folder.Number("select count(*) from deliveries") is 0
        && _folder.Number("select count(*) from cursors where sequence < (select max(sequence) from journal where type = 'posts.published')") is 0;
}
