using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Data.Database;
using Plaza.Queries.Audiences;

namespace Plaza.Queries.Statistics;

/// <summary>
/// Reads the statistics of days in UTC. Counts include what was withdrawn or deleted later; hashtags are those of public posts that exist.
/// </summary>
public sealed class StatisticsQueries(IDbContextFactory<PlazaDbContext> tables, ReadConnectionPool reading)
{
    private const int MaxTags = 10;

    /// <summary>The counts of every day from <paramref name="from"/> to <paramref name="to"/>, both included, the oldest first.</summary>
    public async Task<List<DailyCounts>> GetDaysAsync(DateOnly from, DateOnly to, CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        var days = Enumerable.Range(0, to.DayNumber - from.DayNumber + 1).Select(from.AddDays).ToList();
        var rows = await db.StatisticsDays.Where(row => row.Day >= from && row.Day <= to).ToDictionaryAsync(row => row.Day, ct);
        return [.. days.Select(day => rows.TryGetValue(day, out var row)
            ? new DailyCounts(day, row.Posts, row.Authors, row.ActiveAccounts, row.SignUps, row.Follows, row.Favourites, row.Boosts)
            : new DailyCounts(day, 0, 0, 0, 0, 0, 0, 0))];
    }

    /// <summary>The hashtags of a day, at most ten, the most used first.</summary>
    public Task<List<TagCount>> GetTopTagsAsync(DateOnly day, CancellationToken ct) => GetTopTagsAsync(day, day, MaxTags, ct);

    /// <summary>The hashtags of a range of days, both included.</summary>
    public async Task<List<TagCount>> GetTopTagsAsync(DateOnly from, DateOnly to, int limit, CancellationToken ct)
    {
        var (first, end) = await GetIdsOfAsync(from, to, ct);
        DateTimeOffset start = StartOf(from), after = StartOf(to.AddDays(1));
        await using var db = await tables.CreateDbContextAsync(ct);
        var posts = db.Posts
            .Where(post => post.CreatedAt >= start && post.CreatedAt < after)
            .VisibleTo(db, viewer: null, Place.PublicTimeline);
        return await db.PostTags
            .Where(tag => tag.Post >= first && tag.Post < end && posts.Any(post => post.Id == tag.Post))
            .GroupBy(tag => tag.Tag)
            .Select(group => new { Tag = group.Key, Uses = group.Count() })
            .OrderByDescending(use => use.Uses).ThenBy(use => use.Tag)
            .Take(limit)
            .Select(use => new TagCount(use.Tag, use.Uses))
            .ToListAsync(ct);
    }

    /// <summary>
    /// The range of the ids of posts of some days, without the end. Ids are never behind the clock, but stay ahead of it after it was set back: ids of
    /// other days may be in the range, so check <c>created_at</c> as well.
    /// </summary>
    public async ValueTask<(PostId First, PostId End)> GetIdsOfAsync(DateOnly from, DateOnly to, CancellationToken ct)
    {
        var newest = await reading.QueryScalarAsync(
            $"select coalesce(max(sequence), 0) from journal where time >= {StartOf(from)} and time < {StartOf(to.AddDays(1))}", ct);
        return (new(StartOf(from).ToUnixTimeMilliseconds() << 16), await FindFirstAfterAsync(newest, ct));
    }

    private static DateTimeOffset StartOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    /// <summary>The least number greater than the ids of all posts up to a sequence. Both grow together, so this is a binary search.</summary>
    private async ValueTask<PostId> FindFirstAfterAsync(long sequence, CancellationToken ct)
    {
        var (low, high) = (0L, long.MaxValue);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (await reading.QueryAsync($"select sequence from posts where id >= {middle} order by id limit 1", row => row.GetInt64(0), ct) is [var found] && found <= sequence)
                low = middle + 1;
            else
                high = middle;
        }

        return new(low);
    }

    /// <summary>The number of accounts that are not suspended, and of posts that everyone may see (ADR 54), without boosts.</summary>
    public async Task<(int Accounts, long Posts)> CountTotalsAsync(CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        var accounts = await db.Accounts.CountAsync(account => account.SuspendedAt == null, ct);
        var posts = db.Posts.Where(post => post.BoostOf == null).ForEveryone();

        // Subtracted for each suspended account through the index by author, instead of looking up the author of every post.
        var hidden = await db.Accounts.Where(account => account.SuspendedAt != null).SumAsync(account => posts.LongCount(post => post.Author == account.Id), ct);
        return (accounts, await posts.LongCountAsync(ct) - hidden);
    }

    /// <summary>How many accounts that exist and are not suspended were active in the days up to <paramref name="today"/>, that day included.</summary>
    public Task<int> CountActiveAsync(DateOnly today, int days, CancellationToken ct) => Task.Run(
        async () => (int)await reading.QueryScalarAsync(
            $"""
            select count(*) from accounts where suspended_at is null and id in (
              select cast(account as bigint) from statistics_accounts where day > {today.AddDays(-days)} and day <= {today})
            """,
            ct),
        ct);
}

/// <summary>The counts of a day.</summary>
public sealed record DailyCounts(
    DateOnly Day, int Posts, int Authors, int ActiveAccounts, int SignUps, int Follows, int Favourites, int Boosts);

/// <summary>A hashtag and the number of its posts.</summary>
public sealed record TagCount(string Tag, int Uses);
