using Microsoft.Extensions.DependencyInjection;
using Plaza.Authentication;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Contracts.Statistics;
using Plaza.Data.Committing;
using Plaza.Tests.Mail;
using Plaza.Tests.Support;

namespace Plaza.Tests.Data;

/// <summary>
/// However many rows a request concerns, no write request changes more than a batch of them, so that others are committed in between (ADR 65).
/// </summary>
public sealed class BoundedWriteTests : IAsyncLifetime
{
    private const int Many = 3_000;
    private const int MaxRows = 1_000;

    private PlazaTestServer _plaza = null!;
    private TestAccount _ada = null!;
    private TestAccount _bob = null!;

    public async ValueTask InitializeAsync()
    {
        _plaza = await PlazaTestServer.StartAsync();
        (_ada, _bob) = (await _plaza.CreateAccountAsync("ada"), await _plaza.CreateAccountAsync("bob"));
        await _plaza.QuietAsync();
    }

    public ValueTask DisposeAsync() => _plaza.DisposeAsync();

    [Fact]
    public async Task Clearing_many_notifications_empties_the_list_before_the_response()
    {
        AddNotifications(await PostAsync(_ada));
        using var sizes = new WriteSizes(_plaza.Services);

        await _ada.Api.PostJsonAsync("/api/v1/notifications/clear");

        Count($"notifications where account = {_ada.Account}").ShouldBe(0);
        ShouldBeBounded(sizes);
    }

    [Fact]
    public async Task Notifications_added_during_a_clear_stay()
    {
        var post = await PostAsync(_ada);
        AddNotifications(post);
        var clearing = _ada.Api.PostJsonAsync("/api/v1/notifications/clear");
        await _bob.FollowAsync(_ada);

        await clearing;
        await _plaza.QuietAsync();

        _plaza.Folder.Rows($"select kind from notifications where account = {_ada.Account}", row => row.GetInt64(0)).Distinct().ShouldBe([3]);
    }

    [Fact]
    public async Task Deleting_a_post_deletes_its_many_favourites_boosts_and_notifications()
    {
        var post = await PostAsync(_ada);
        AddFavourites(post, Many);
        AddBoosts(post, Many);
        AddNotifications(post);
        using var sizes = new WriteSizes(_plaza.Services);

        using var deleted = await _ada.Api.DeleteAsync($"/api/v1/statuses/{post}");
        deleted.IsSuccessStatusCode.ShouldBeTrue();
        await _plaza.QuietAsync();

        Count($"favourites where post = {post}").ShouldBe(0);
        Count($"posts where boost_of = {post}").ShouldBe(0);
        Count($"notifications where post = {post}").ShouldBe(0);
        ShouldBeBounded(sizes);
        _plaza.Folder.Number("select max(length(payload)) from journal").ShouldBeLessThan(10_000);
    }

    [Fact]
    public async Task Deleting_an_account_deletes_everything_of_it()
    {
        for (var number = 0; number < 12; number++)
        {
            var popular = await PostAsync(_ada);
            AddFavourites(popular, 400);
            AddBoosts(popular, 400);
            AddNotifications(popular, 400);
        }

        var post = await PostAsync(_bob);
        _plaza.Change(
            $"""
            insert into posts (id, author, visibility, text, html, content_warning, sensitive, created_at, sequence, replies, public_replies, boosts, favourites)
              select 1000000 + value, {_ada.Account}, 0, 'x', 'x', '', false, 0, 0, 0, 0, 0, 0 from {Series};
            insert into favourites (id, post, account) select 2000000 + id, id, {_ada.Account} from posts where author = {_ada.Account} or id = {post};
            insert into follows (id, follower, followed, boosts) select 1000000 + value, value, {_ada.Account}, true from {Series};
            insert into mentions (post, account) select value, {_ada.Account} from {Series};
            """);
        using var sizes = new WriteSizes(_plaza.Services);

        await _plaza.AskAsync(new DeleteAccount(_ada.Account));
        await _plaza.QuietAsync();

        foreach (var owned in (string[])["posts where author", "favourites where account", "follows where followed", "mentions where account", "notifications where account"])
            Count($"{owned} = {_ada.Account}").ShouldBe(0, owned);
        Count("posts where boost_of is not null").ShouldBe(0);
        Count($"journal where subject = '{_ada.Account}' and payload is not null and type = 'posts.published'").ShouldBe(0);
        ShouldBeBounded(sizes);
    }

    [Fact]
    public async Task An_account_keeps_its_newest_100_sessions_and_300_tokens_so_that_a_new_password_ends_them_at_once()
    {
        _plaza.Change(
            $"""
            insert into sessions (id, hash, account, created_at, user_agent) select value, {Bytes}, {_ada.Account}, {Now}, '' from {Series};
            insert into tokens (id, hash, account, scopes, created_at) select value, {Bytes}, {_ada.Account}, 'read', {Now} from {Series};
            insert into authorization_codes (hash, app, account, redirect_uri, scopes, expires_at) select {Bytes}, 1, {_ada.Account}, '', 'read', {Now} from {Series};
            """);
        using var sizes = new WriteSizes(_plaza.Services);
        var newest = await LogInAsync();
        await FirstPurgeAfterAStart().RunAsync(default, TestContext.Current.CancellationToken);

        Count($"sessions where account = {_ada.Account}").ShouldBe(100);
        Count($"tokens where account = {_ada.Account}").ShouldBe(300);
        Count($"sessions where id = {newest.Session}").ShouldBe(1);
        await _ada.Api.GetJsonAsync("/api/v1/accounts/verify_credentials");
        await _plaza.AskAsync(new SetPassword(_ada.Account, "another horse battery"));

        Count($"sessions where account = {_ada.Account}").ShouldBe(0);
        Count($"tokens where account = {_ada.Account}").ShouldBe(0);
        ShouldBeBounded(sizes);
    }

    [Fact]
    public async Task Whoever_logs_in_a_101st_time_is_logged_out_where_it_was_first()
    {
        var first = await LogInAsync();
        for (var number = 1; number < 100; number++)
            await LogInAsync();
        (await PrincipalAsync(first)).ShouldNotBeNull();

        await LogInAsync();

        (await PrincipalAsync(first)).ShouldBeNull();
        Count($"sessions where account = {_ada.Account}").ShouldBe(100);
    }

    [Fact]
    public async Task A_day_on_which_many_were_active_is_recalculated()
    {
        AddActivity(Many);
        using var sizes = new WriteSizes(_plaza.Services);

        await _plaza.AskAsync(new RecomputeStatistics(Past, Past));

        Statistics().ShouldBe((2 * Many, Many, Many, Many));
        Count("statistics_accounts where day = '2020-02-02'").ShouldBe(Many);
        ShouldBeBounded(sizes);
    }

    [Theory]
    [InlineData("delete from statistics_days")]
    [InlineData("delete from statistics_accounts")]
    [InlineData("update statistics_accounts set authored = false")]
    [InlineData("update statistics_days set posts = 5, authors = -1, active_accounts = 1000000")]
    [InlineData("insert into statistics_accounts (day, account, authored) select '2020-02-02', 'nobody' || id, true from accounts")]
    public async Task A_damaged_day_is_right_again_afterwards_and_recalculating_a_right_one_writes_nothing(string damage)
    {
        AddActivity(100);
        await _plaza.AskAsync(new RecomputeStatistics(Past, Past));
        _plaza.Change(damage);

        await _plaza.AskAsync(new RecomputeStatistics(Past, Past));

        Statistics().ShouldBe((200, 100, 100, 100));
        Count("statistics_accounts where day = '2020-02-02' and authored = true").ShouldBe(100);
        await _plaza.QuietAsync();
        using var sizes = new WriteSizes(_plaza.Services);
        await _plaza.AskAsync(new RecomputeStatistics(Past, Past));
        sizes.Total.ShouldBe(0);
    }

    [Fact]
    public async Task Recalculating_today_while_people_are_active_counts_nothing_twice()
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var authors = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _plaza.CreateAccountAsync("author")));
        var posting = Task.WhenAll(authors.Select(async author =>
        {
            for (var number = 0; number < 10; number++)
                await author.WriteAsync($"{number}");
        }));
        while (!posting.IsCompleted)
        {
            _plaza.Change("delete from statistics_accounts where cast(account as bigint) % 2 = 0");
            await _plaza.AskAsync(new RecomputeStatistics(today.AddDays(-1), today));
        }

        await posting;
        await _plaza.QuietAsync();
        await _plaza.AskAsync(new RecomputeStatistics(today.AddDays(-1), today));

        _plaza.Folder.Number("select sum(posts) from statistics_days").ShouldBe(40);
        _plaza.Folder.Number("select sum(active_accounts) from statistics_days").ShouldBe(Count("statistics_accounts"));
        _plaza.Folder.Number("select sum(authors) from statistics_days").ShouldBe(Count("statistics_accounts where authored = true"));
        Count("statistics_accounts").ShouldBeGreaterThanOrEqualTo(6);
    }

    [Fact]
    public async Task Many_entries_that_are_no_activity_are_passed_in_batches_before_the_next_that_is_counted()
    {
        await _plaza.Services.GetRequiredService<Committer>().CommitAsync(tx =>
        {
            for (var number = 0; number < Many; number++)
                tx.Publish(new LoggedOut(_ada.Account, new(number)));

            return true;
        });
        await _plaza.QuietAsync();
        using var sizes = new WriteSizes(_plaza.Services);

        await PostAsync(_ada);

        sizes.Count.ShouldBeGreaterThan(Many / 500);
        _plaza.Folder.Number("select sum(posts) from statistics_days").ShouldBe(1);
        _plaza.Folder.Number("select sequence from cursors where subscription = 'statistics.counted'")
            .ShouldBeGreaterThanOrEqualTo(_plaza.Folder.Number("select max(sequence) from journal where type = 'posts.published'"));
    }

    [Fact]
    public async Task Many_tasks_that_were_queued_while_the_clock_was_ahead_become_due_in_batches()
    {
        const long FarAhead = 4_000_000_000_000;
        _plaza.Change(
            $"""
            insert into tasks (id, name, key, payload, state, attempts, due, created_at, detail)
            select value, case value % 2 when 0 then 'tests.even' else 'tests.odd' end, cast(value as text), '', 0, 0, {FarAhead}, {FarAhead}, '' from {Series}
            """);
        using var sizes = new WriteSizes(_plaza.Services);

        await MailServerFixture.PostAsync(_ada, $"@{_bob.Handle} hello");
        await Eventually.TrueAsync(() => Count($"tasks where due = {FarAhead}") is 0, "all are due");

        ShouldBeBounded(sizes);
    }

    [Fact]
    public async Task Many_rows_that_follow_from_events_of_one_batch_are_changed_in_several_write_requests()
    {
        var posts = Enumerable.Range(1, 20).Select(number => new PostId(number * 1_000_000)).ToList();
        foreach (var post in posts)
            AddNotifications(post, 400);
        using var sizes = new WriteSizes(_plaza.Services);

        await _plaza.Services.GetRequiredService<Committer>().CommitAsync(tx =>
        {
            foreach (var post in posts)
                tx.Publish(new PostDeleted(post, _ada.Account));

            return true;
        });
        await _plaza.QuietAsync();

        Count("notifications").ShouldBe(0);
        ShouldBeBounded(sizes);
    }

    private PurgeExpiredSessions FirstPurgeAfterAStart() => ActivatorUtilities.CreateInstance<PurgeExpiredSessions>(_plaza.Services);

    private static DateOnly Past => new(2020, 2, 2);

    private static string Series => SeriesOf(Many);

    private static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    private static string Bytes => TestDatabase.IsPostgres ? "int8send(value)" : "cast(value as blob)";

    private static string Zero => TestDatabase.IsPostgres ? "'\\x00'::bytea" : "x'00'";

    private static string SeriesOf(int count, string name = "series") =>
        $"(with recursive numbers(value) as (select 1 union all select value + 1 from numbers where value < {count}) select value from numbers) {name}";

    private long Count(string rows) => _plaza.Folder.Number($"select count(*) from {rows}");

    private static void ShouldBeBounded(WriteSizes sizes)
    {
        sizes.Total.ShouldBeGreaterThan(MaxRows);
        sizes.MaxRows.ShouldBeLessThanOrEqualTo(MaxRows);
    }

    private async Task<PostId> PostAsync(TestAccount author)
    {
        var post = await MailServerFixture.PostAsync(author, "Popular");
        await _plaza.QuietAsync();
        return new(long.Parse(post, System.Globalization.CultureInfo.InvariantCulture));
    }

    private ValueTask<LoginResult> LogInAsync() => _plaza.AskAsync(new LogIn(_ada.Handle, TestAccount.Password, "Firefox"));

    private ValueTask<Principal?> PrincipalAsync(LoginResult login) => _plaza.AskAsync(new GetPrincipalBySession(login.Secret));

    private void AddNotifications(PostId post, int count = Many) => _plaza.Change(
        $"""
        insert into notifications (id, account, kind, actor, post, created_at)
        select {post} + 10000 + value, {_ada.Account}, 1, value, {post}, 0 from {SeriesOf(count)}
        """);

    private void AddFavourites(PostId post, int count) =>
        _plaza.Change($"insert into favourites (id, post, account) select {post} + 20000 + value, {post}, value from {SeriesOf(count)}");

    private void AddBoosts(PostId post, int count) => _plaza.Change(
        $"""
        insert into posts (id, author, visibility, boost_of, text, html, content_warning, sensitive, created_at, sequence, replies, public_replies, boosts, favourites)
        select {post} + 30000 + value, value, 0, {post}, '', '', '', false, 0, 0, 0, 0, 0, 0 from {SeriesOf(count)}
        """);

    /// <summary>Adds two posts and a follow of each account, dated in the past.</summary>
    private void AddActivity(int count) => _plaza.Change(
        $"""
        insert into journal (sequence, time, type, version, subject, depth, root, node, payload_digest, digest)
        select -kinds.value * 10000 - n.value, 1580601600000 + n.value, case kinds.value when 3 then 'profiles.followed' else 'posts.published' end, 1, 'account' || n.value, 1, 0, 0, {Zero}, {Zero}
        from {SeriesOf(count, "n")}, {SeriesOf(3, "kinds")}
        """);

    private (long Posts, long Authors, long Active, long Follows) Statistics() => _plaza.Folder.Rows(
        "select posts, authors, active_accounts, follows from statistics_days where day = '2020-02-02'",
        row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)))[0];
}
