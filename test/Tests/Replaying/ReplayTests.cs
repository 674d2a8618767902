using Microsoft.Extensions.DependencyInjection;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Profiles;
using Plaza.Data.Committing;
using Plaza.Data.Replaying;
using Plaza.Data.Tables.Profiles;
using Plaza.Tests.Support;

namespace Plaza.Tests.Replaying;

/// <summary>The read models match the journal, and can be rebuilt from it.</summary>
public sealed class ReplayTests(ActiveFolderFixture active) : IClassFixture<ActiveFolderFixture>
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task After_random_activity_a_replay_of_the_journal_gives_the_same_digests(int seed)
    {
        await using var plaza = await PlazaTestServer.StartAsync();
        await new RandomActivity(plaza, seed).RunAsync(400);

        // At any time, and when all effects are complete.
        var meanwhile = await ReadModelsOf(plaza).VerifyAsync([], new Progress<string>(), TestContext.Current.CancellationToken);
        await plaza.QuietAsync();
        var tables = await TablesAsync(plaza);

        Named(meanwhile).ShouldBeEmpty();
        Named(tables).ShouldBeEmpty();
        tables.Select(model => model.Name).ShouldBe(ReadModelNames.All);
        foreach (var table in tables.SelectMany(model => model.Tables))
        {
            table.ExpectedSha256.ShouldBe(table.ActualSha256);
            plaza.Folder.Number($"select count(*) from {table.Name}").ShouldBeGreaterThan(0, table.Name);
        }
    }

    [Fact]
    public async Task A_replay_while_people_go_on_finds_nothing_wrong()
    {
        await using var plaza = await PlazaTestServer.StartAsync();
        var activity = new RandomActivity(plaza, 4).RunAsync(600);
        var wrong = new List<string>();
        do
            wrong.AddRange(Named(await TablesAsync(plaza)));
        while (!activity.IsCompleted);

        await activity;
        wrong.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("counts", "update posts set favourites = favourites + 3 where id = (select max(id) from posts)", "posts id *favourites*")]
    [InlineData("counts", "update posts set replies = 0, public_replies = 0, boosts = 0, favourites = 0", "posts id *")]
    [InlineData("counts", "update author_counts set posts = posts - 1 where account = (select min(account) from author_counts)", "author_counts account * posts is * and should be *")]
    [InlineData("counts", "delete from follow_counts", "follow_counts account * is missing, with followers *")]
    [InlineData("hashtags", "delete from post_tags where tag = (select max(tag) from post_tags)", "post_tags tag tag* post * is missing")]
    [InlineData("hashtags", "insert into post_tags (tag, post) values ('invented', 1)", "post_tags tag invented post 1: should not exist")]
    [InlineData("notifications", "delete from notifications where id = (select min(id) from notifications)", "notifications account * is missing*")]
    [InlineData("notifications", "update notifications set kind = 3 where id = (select min(id) from notifications where kind <> 3)", "notifications account *")]
    [InlineData("statistics", "update statistics_days set posts = posts + 1", "statistics_days day * posts is * and should be *")]
    [InlineData("statistics", "delete from statistics_accounts", "statistics_accounts day * is missing*")]
    public async Task Changes_past_the_journal_are_named_and_repaired(string model, string sql, string named)
    {
        await using var plaza = await active.StartCopyAsync();
        await plaza.QuietAsync();
        var right = await TablesAsync(plaza);

        plaza.Folder.Tamper(sql).ShouldBeGreaterThan(0);
        var wrong = await TablesAsync(plaza);
        var (before, after) = await ReadModelsOf(plaza).RebuildAsync([model], new Progress<string>(), TestContext.Current.CancellationToken);

        wrong.Where(one => !one.Matches).Select(one => one.Name).ShouldBe([model]);
        Named(wrong)[0].ShouldMatch($"^{named.Replace("*", ".*", StringComparison.Ordinal)}$");
        before.ShouldHaveSingleItem().Matches.ShouldBeFalse();
        after.ShouldHaveSingleItem().Matches.ShouldBeTrue();
        (await TablesAsync(plaza)).SelectMany(one => one.Tables).Select(table => table.ActualSha256)
            .ShouldBe(right.SelectMany(one => one.Tables).Select(table => table.ActualSha256));
    }

    [Theory]
    [InlineData("delete from favourites", "favourites post * account *: is missing")]
    [InlineData("delete from favourites where id = (select min(id) from favourites)", "favourites post * account *: is missing")]
    [InlineData("insert into favourites (id, post, account) select 1, max(id), 1 from posts where boost_of is null", "favourites post * account 1: should not exist")]
    [InlineData("delete from mentions", "mentions post * account *: is missing")]
    [InlineData("insert into mentions (post, account) select max(id), 1 from posts where boost_of is null", "mentions post * account 1: should not exist")]
    [InlineData("delete from posts where id = (select max(id) from posts where boost_of is null)", "posts id *: is missing, with author *")]
    [InlineData("delete from posts where id = (select max(id) from posts where boost_of is not null)", "posts id *: is missing, with author *")]
    [InlineData("update posts set author = author + 1 where id = (select max(id) from posts where boost_of is null)", "posts id *: author is * and should be *")]
    [InlineData("update posts set visibility = 0 where id = (select max(id) from posts where visibility <> 0)", "posts id *: visibility is 0 and should be *")]
    [InlineData("update posts set created_at = 1 where id = (select min(id) from posts)", "posts id *: created_at is 1 and should be *")]
    [InlineData("delete from follows where id = (select min(id) from follows)", "follows follower * followed *: is missing")]
    [InlineData("insert into follows (id, follower, followed, boosts) values (1, 1, 2, true)", "follows follower 1 followed 2: should not exist")]
    [InlineData("delete from accounts where id = (select max(id) from accounts)", "accounts id *: is missing")]
    [InlineData("update accounts set id = 1 where id = (select max(id) from accounts)", "accounts id *: is missing")]
    public async Task Content_that_was_lost_or_added_past_the_journal_is_named_and_not_invented(string sql, string named)
    {
        await using var plaza = await active.StartCopyAsync();
        await plaza.QuietAsync();

        plaza.Folder.Tamper(sql).ShouldBeGreaterThan(0);
        var wrong = await TablesAsync(plaza);
        var (_, after) = await ReadModelsOf(plaza).RebuildAsync([], new Progress<string>(), TestContext.Current.CancellationToken);

        string.Join('\n', Named(wrong)).ShouldMatch($"(?m)^{named.Replace("*", ".*", StringComparison.Ordinal)}");
        var content = Named([.. wrong.Where(model => model.Name is "content")]);
        content.ShouldNotBeEmpty();
        Named([.. after.Where(model => model.Name is "content")]).ShouldBe(content, "lost content cannot be rebuilt");
    }

    [Fact]
    public async Task A_clock_that_was_ahead_once_makes_nothing_wrong()
    {
        var clock = new AdjustableClock { Ahead = TimeSpan.FromDays(400) };
        await using var plaza = await PlazaTestServer.StartAsync(clock);
        var (ada, bob) = (await plaza.CreateAccountAsync(), await plaza.CreateAccountAsync());
        await ada.WriteAsync("from the future");
        var later = await bob.WriteAsync("from the future too");

        clock.Ahead = TimeSpan.Zero;
        await ada.WriteAsync("from today");
        await bob.BoostAsync((await ada.WriteAsync("the last one")).Id);
        (await bob.Api.DeleteAsync($"/api/v1/statuses/{later.Id}")).Dispose();
        await plaza.QuietAsync();

        Named(await TablesAsync(plaza)).ShouldBeEmpty();
        var day = (await ada.Api.GetJsonAsync($"/api/v1/accounts/{ada.Account}")).Text("last_status_at");
        day.ShouldBe(clock.GetUtcNow().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task The_last_public_post_is_searched_among_the_newest_500_and_its_time_may_be_missing_beyond()
    {
        await using var plaza = await PlazaTestServer.StartAsync();
        var ada = await plaza.CreateAccountAsync();
        await ada.WriteAsync("for all");
        var restricted = (await ada.WriteAsync("0", "private")).Id;
        for (var number = 1; number < 499; number++)
            await ada.WriteAsync($"{number}", "private");

        await WriteAndDeleteAsync();
        (await LastPostAsync()).ShouldNotBeNull("499 are newer");
        await ada.WriteAsync("499", "private");
        await WriteAndDeleteAsync();
        (await LastPostAsync()).ShouldBeNull("500 are newer");

        await plaza.QuietAsync();
        Named(await TablesAsync(plaza)).ShouldBeEmpty();
        (await ada.Api.DeleteAsync($"/api/v1/statuses/{restricted}")).Dispose();
        (await LastPostAsync()).ShouldNotBeNull("499 are newer again");
        await plaza.QuietAsync();
        Named(await TablesAsync(plaza)).ShouldBeEmpty();

        async Task WriteAndDeleteAsync() => (await ada.Api.DeleteAsync($"/api/v1/statuses/{(await ada.WriteAsync("in error")).Id}")).Dispose();

        async Task<string?> LastPostAsync() => (string?)(await ada.Api.GetJsonAsync($"/api/v1/accounts/{ada.Account}"))["last_status_at"];
    }

    [Fact]
    public async Task Changes_during_the_repair_of_counts_stay_counted()
    {
        await using var plaza = await PlazaTestServer.StartAsync();
        var activity = new RandomActivity(plaza, 6);
        await activity.RunAsync(300);
        await plaza.QuietAsync();
        plaza.Folder.Tamper("update posts set replies = 7, boosts = 8, favourites = 9").ShouldBeGreaterThan(0);
        plaza.Folder.Tamper("update author_counts set posts = 10").ShouldBeGreaterThan(0);

        var running = activity.RunAsync(300);
        var (_, after) = await ReadModelsOf(plaza).RebuildAsync(["counts"], new Progress<string>(), TestContext.Current.CancellationToken);
        await running;

        Named(after).ShouldBeEmpty();
        Named(await TablesAsync(plaza)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_post_that_was_lost_is_told_of_and_not_invented()
    {
        await using var plaza = await PlazaTestServer.StartAsync();
        var ada = await plaza.CreateAccountAsync();
        var post = (await ada.WriteAsync("here today")).Id;
        await ada.FavouriteAsync(post);
        await plaza.QuietAsync();

        plaza.Folder.Tamper($"delete from posts where id = {post}");
        var (_, after) = await ReadModelsOf(plaza).RebuildAsync([], new Progress<string>(), TestContext.Current.CancellationToken);

        var named = Named(after);
        named.Count.ShouldBe(2);
        named[0].ShouldStartWith($"posts id {post}: is missing, with author {ada.Account}, visibility 0, boost_of 0, created_at ");
        named[1].ShouldBe($"posts id {post}: is missing, with replies 0, public_replies 0, boosts 0, favourites 1");
        plaza.Folder.Number("select count(*) from posts").ShouldBe(0);
    }

    [Fact]
    public async Task A_replay_ends_also_where_one_subscription_is_far_behind_the_others()
    {
        await using var plaza = await PlazaTestServer.StartAsync();
        var (ada, bob) = (await plaza.CreateAccountAsync(), await plaza.CreateAccountAsync());
        await ada.WriteAsync("counted");
        await plaza.QuietAsync();
        await plaza.Services.GetRequiredService<Committer>().CommitAsync(tx => Waver(tx, plaza.Services.GetRequiredService<FollowRepository>(), ada.Account, bob.Account));
        await plaza.QuietAsync();
        plaza.Folder.Tamper("update cursors set sequence = sequence - 1100 where subscription = 'statistics.counted'").ShouldBe(1);

        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var tables = await ReadModelsOf(plaza).VerifyAsync([], new Progress<string>(), limit.Token);

        Named([.. tables.Where(model => model.Name is not "statistics")]).ShouldBeEmpty();
    }

    private static bool Waver(WriteTransaction tx, FollowRepository follows, AccountId who, AccountId other)
    {
        for (var time = 0; time < 600; time++)
        {
            follows.Add(tx, who, other, boosts: true);
            tx.Publish(new AccountFollowed(who, other));
            follows.Remove(tx, who, other);
            tx.Publish(new AccountUnfollowed(who, other));
        }

        return true;
    }

    private static ReadModelRebuilder ReadModelsOf(PlazaTestServer plaza) => plaza.Services.GetRequiredService<ReadModelRebuilder>();

    private static Task<IReadOnlyList<ReadModelComparison>> TablesAsync(PlazaTestServer plaza) =>
        ReadModelsOf(plaza).VerifyAsync([], new Progress<string>(), TestContext.Current.CancellationToken);

    private static List<string> Named(IReadOnlyList<ReadModelComparison> models) => [.. models.SelectMany(model => model.Tables).SelectMany(table => table.Differences)];
}
