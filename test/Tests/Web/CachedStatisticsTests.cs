using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Plaza.Contracts.Authentication;
using Plaza.Data.Database;
using Plaza.Queries.Statistics;
using Plaza.Spaces.Testing;
using Plaza.Tests.Support;

namespace Plaza.Tests.Web;

/// <summary>Statistics that the doors cache instead of counting for each visitor.</summary>
public sealed class CachedStatisticsTests
{
    [Fact]
    public async Task When_the_minute_is_over_one_counts_and_the_others_get_the_old_numbers()
    {
        await using var plaza = await PlazaTestServer.StartAsync();
        var clock = new VirtualTimeProvider();
        var tables = new GatedTables(plaza.Services.GetRequiredService<IDbContextFactory<PlazaDbContext>>());
        tables.Open();
        using var totals = new TotalsCache(new StatisticsQueries(tables, plaza.Services.GetRequiredService<ReadConnectionPool>()), clock);
        var old = await totals.ReadAsync(TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromMinutes(1));
        tables.Close();

        var counting = totals.ReadAsync(TestContext.Current.CancellationToken).AsTask();
        var meanwhile = await totals.ReadAsync(TestContext.Current.CancellationToken);
        counting.IsCompleted.ShouldBeFalse();
        tables.Open();
        var fresh = await counting;

        meanwhile.ShouldBeSameAs(old);
        fresh.ShouldNotBeSameAs(old);
        (await totals.ReadAsync(TestContext.Current.CancellationToken)).ShouldBeSameAs(fresh);
    }

    [Fact]
    public async Task A_new_community_sees_its_first_people_and_posts_counted_at_once()
    {
        await using var plaza = await PlazaTestServer.StartAsync(new VirtualTimeProvider());
        (await FrontTotalsAsync(plaza)).ShouldBe((0, 0));

        var ada = await plaza.CreateAccountAsync();
        (await FrontTotalsAsync(plaza)).ShouldBe((1, 0));

        var post = (await ada.WriteAsync("hello")).Id;
        (await FrontTotalsAsync(plaza)).ShouldBe((1, 1));

        using var deleted = await ada.Api.DeleteAsync($"/api/v1/statuses/{post}");
        await deleted.JsonAsync();
        (await FrontTotalsAsync(plaza)).ShouldBe((1, 0));

        await plaza.AskAsync(new SuspendAccount(ada.Account));
        (await FrontTotalsAsync(plaza)).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Posts_of_a_suspended_account_are_counted_again_when_it_is_restored()
    {
        await using var plaza = await PlazaTestServer.StartAsync();
        var (ada, bob) = (await plaza.CreateAccountAsync("ada"), await plaza.CreateAccountAsync("bob"));
        var post = (await ada.WriteAsync("hello")).Id;
        await ada.WriteAsync("for those who follow me", "private");
        await bob.WriteAsync("hello");
        await ada.BoostAsync(post);
        await bob.BoostAsync(post);

        await plaza.AskAsync(new SuspendAccount(ada.Account));
        (await FrontTotalsAsync(plaza)).ShouldBe((1, 1));

        await plaza.AskAsync(new RestoreAccount(ada.Account));
        (await FrontTotalsAsync(plaza)).ShouldBe((2, 2));
    }

    [Fact]
    public async Task A_large_community_is_counted_once_a_minute()
    {
        var clock = new VirtualTimeProvider();
        await using var plaza = await PlazaTestServer.StartAsync(clock);
        var ada = await plaza.CreateAccountAsync();
        plaza.Change(
            $"""
            insert into posts (id, author, visibility, text, html, content_warning, sensitive, created_at, sequence, replies, public_replies, boosts, favourites)
            with recursive n(value) as (select 1 union all select value + 1 from n where value < 1000)
            select value, {ada.Account}, 0, 'x', 'x', '', false, 0, 0, 0, 0, 0, 0 from n
            """);
        (await FrontTotalsAsync(plaza)).ShouldBe((1, 1_000));

        await ada.WriteAsync("hello");
        (await FrontTotalsAsync(plaza)).ShouldBe((1, 1_000));

        clock.Advance(TimeSpan.FromMinutes(1));
        (await FrontTotalsAsync(plaza)).ShouldBe((1, 1_001));
    }

    [Fact]
    public async Task The_tags_of_a_day_that_is_over_are_remembered_for_ten_minutes()
    {
        var clock = new VirtualTimeProvider();
        await using var plaza = await PlazaTestServer.StartAsync(clock);
        var ada = await plaza.CreateAccountAsync();
        await ada.WriteAsync("hello #square");
        clock.Advance(TimeSpan.FromDays(1));
        (await TagsAsync(plaza)).ShouldBe(1);

        plaza.Folder.Tamper("delete from post_tags").ShouldBe(1);

        (await TagsAsync(plaza)).ShouldBe(1);
        clock.Advance(TimeSpan.FromMinutes(10));
        (await TagsAsync(plaza)).ShouldBe(0);
    }

    [Fact]
    public async Task The_text_of_a_deleted_post_is_not_stored_any_more()
    {
        var clock = new VirtualTimeProvider();
        await using var plaza = await PlazaTestServer.StartAsync(clock);
        var ada = await plaza.CreateAccountAsync();
        var post = (await ada.WriteAsync("hello #square")).Id;
        clock.Advance(TimeSpan.FromDays(1));
        (await TagsAsync(plaza)).ShouldBe(1);

        using var deleted = await ada.Api.DeleteAsync($"/api/v1/statuses/{post}");
        await deleted.JsonAsync();

        (await TagsAsync(plaza)).ShouldBe(0);
    }

    /// <summary>People and posts, as the front page shows them.</summary>
    private static async Task<(long People, long Posts)> FrontTotalsAsync(PlazaTestServer plaza)
    {
        using var client = plaza.Client();
        var page = await client.GetStringAsync("/");
        return (Fact(page, "people"), Fact(page, "posts"));
    }

    private static long Fact(string page, string name)
    {
        var before = $"<dt>{name}</dt><dd>";
        var start = page.IndexOf(before, StringComparison.Ordinal) + before.Length;
        return long.Parse(WebUtility.HtmlDecode(page[start..page.IndexOf('<', start)]).Replace("\u202f", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
    }

    /// <summary>The number of hashtags of the day on which the clock began.</summary>
    private static async Task<int> TagsAsync(PlazaTestServer plaza)
    {
        using var client = plaza.Client();
        var response = await client.GetJsonAsync("/api/plaza/v1/statistics?from=2026-01-31&to=2026-01-31");
        return response["days"]![0]!["top_tags"]!.AsArray().Count;
    }

    private sealed class GatedTables(IDbContextFactory<PlazaDbContext> tables) : IDbContextFactory<PlazaDbContext>
    {
        private TaskCompletionSource _open = new();

        public PlazaDbContext CreateDbContext() => tables.CreateDbContext();

        public async Task<PlazaDbContext> CreateDbContextAsync(CancellationToken cancellationToken = default)
        {
            await _open.Task;
            return await tables.CreateDbContextAsync(cancellationToken);
        }

        public void Close() => _open = new();

        public void Open() => _open.SetResult();
    }
}
