using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Plaza.Data.Sqlite;
using Plaza.Queries.Statistics;
using Plaza.Spaces.Testing;
using Plaza.Tests.Support;

namespace Plaza.Tests.Web;

/// <summary>What the doors remember so that not everybody has it counted anew.</summary>
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
    public async Task What_a_deleted_post_said_is_remembered_no_longer()
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

    /// <summary>How many tags the day had on which the clock began.</summary>
    private static async Task<int> TagsAsync(PlazaTestServer plaza)
    {
        using var client = plaza.Client();
        var answer = await client.GetJsonAsync("/api/plaza/v1/statistics?from=2026-01-31&to=2026-01-31");
        return answer["days"]![0]!["top_tags"]!.AsArray().Count;
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
