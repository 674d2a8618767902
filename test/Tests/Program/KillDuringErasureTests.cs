using Plaza.Data;
using Plaza.Tests.Mail;
using Plaza.Tests.Support;

namespace Plaza.Tests.Program;

/// <summary>Work that takes many write requests is completed after a kill in the middle.</summary>
[Trait("Speed", "slow")]
public sealed class KillDuringErasureTests : IAsyncLifetime
{
    private const int Many = 30_000;
    private const string Series = "(with recursive n(value) as (select 1 union all select value + 1 from n where value < 30000) select value from n)";

    private readonly DataFolder _folder = MigratedDatabase.NewFolder();
    private readonly string _yesterday = TimeProvider.System.GetUtcNow().AddDays(-1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
    private TestAccount _ada = null!;
    private string _kept = null!;
    private string _deleted = null!;

    public async ValueTask InitializeAsync()
    {
        var plaza = await PlazaTestServer.StartAsync(_folder);
        _ada = await plaza.CreateAccountAsync();
        (_kept, _deleted) = (await MailServerFixture.PostAsync(_ada, "Kept"), await MailServerFixture.PostAsync(_ada, "Deleted"));
        await plaza.QuietAsync();
        await plaza.StopAsync();
        _folder.Tamper(
            $"""
            delete from tasks where name = 'statistics.nightly';
            insert into notifications (id, account, kind, actor, post, created_at) select {_kept} + 10000 + value, {_ada.Account}, 1, value, {_kept}, 0 from {Series};
            insert into notifications (id, account, kind, actor, post, created_at) select {_kept} + 50000 + value, 1, 1, value, {_deleted}, 0 from {Series};
            insert into favourites (id, post, account) select {_kept} + 10000 + value, {_deleted}, value from {Series};
            insert into posts (id, author, visibility, boost_of, text, html, content_warning, sensitive, created_at, sequence, replies, public_replies, boosts, favourites)
              select {_kept} + 100000 + value, value, 0, {_deleted}, '', '', '', 0, 0, 0, 0, 0, 0, 0 from {Series};
            insert into journal (sequence, time, type, version, subject, depth, root, node, payload_digest, digest)
              select -value, unixepoch('{_yesterday} 12:00:00') * 1000, 'posts.published', 1, 'account' || value, 1, 0, 0, x'00', x'00' from {Series};
            """);
    }

    public ValueTask DisposeAsync()
    {
        _ada.Api.Dispose();
        Directory.Delete(_folder.Path, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task After_the_next_start_the_rest_is_erased_and_counted()
    {
        await using (var killed = await ServerProcess.StartAsync(_folder))
        {
            using var api = killed.ClientOf(_ada.Token);
            using var deleted = await api.DeleteAsync($"/api/v1/statuses/{_deleted}");
            deleted.IsSuccessStatusCode.ShouldBeTrue();
            var clearing = api.PostAsync("/api/v1/notifications/clear", null);
            await Eventually.TrueAsync(() => Cleared.IsBegun && Notified.IsBegun && Boosts.IsBegun && Counted() > 0, "all are under way");
            await killed.KillAsync();
            await Should.ThrowAsync<HttpRequestException>(clearing);
        }

        (Cleared.Left + Notified.Left + Boosts.Left + Favourites.Left).ShouldBeGreaterThan(0);
        _folder.Number($"select coalesce(max(active_accounts), 0) from statistics_days where day = '{_yesterday}'").ShouldBe(Counted(), "each request leaves the day consistent");

        await using var server = await ServerProcess.StartAsync(_folder);
        await Eventually.TrueAsync(
            () => (Cleared.Left, Notified.Left, Boosts.Left, Favourites.Left, Counted()) is (0, 0, 0, 0, Many), "the rest is erased and counted", TimeSpan.FromMinutes(2));
        await Eventually.TrueAsync(
            () => _folder.Number($"select posts from statistics_days where day = '{_yesterday}' and authors = {Many} and active_accounts = {Many}") is Many,
            "the numbers of the day follow");
    }

    private Rows Cleared => new(_folder.Number($"select count(*) from notifications where account = {_ada.Account}"));

    private Rows Notified => new(_folder.Number($"select count(*) from notifications where post = {_deleted}"));

    private Rows Boosts => new(_folder.Number($"select count(*) from posts where boost_of = {_deleted}"));

    private Rows Favourites => new(_folder.Number($"select count(*) from favourites where post = {_deleted}"));

    private long Counted() => _folder.Number($"select count(*) from statistics_accounts where day = '{_yesterday}'");

    private readonly record struct Rows(long Left)
    {
        public bool IsBegun => Left < Many;
    }
}
