using Plaza.Queries.Caching;

namespace Plaza.Queries.Statistics;

/// <summary>
/// The numbers of accounts and posts. Counted at most once a minute, since anyone may request them and counting takes time. While both are small, they
/// are counted again after each change, so that a new community sees its first accounts and posts at once. Thread-safe.
/// </summary>
public sealed class TotalsCache : IDisposable
{
    private const int SmallCommunity = 1_000;

    private readonly CachedValue<Totals> _totals;
    private volatile Totals? _counted;

    public TotalsCache(StatisticsQueries statistics, TimeProvider clock)
    {
        _totals = new(TimeSpan.FromMinutes(1), clock, CountAsync);

        async Task<Totals> CountAsync(CancellationToken ct)
        {
            var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
            var (accounts, posts) = await statistics.CountTotalsAsync(ct);
            return _counted = new(
                accounts,
                posts,
                await statistics.CountActiveAsync(today, 7, ct),
                await statistics.CountActiveAsync(today, 30, ct),
                await statistics.CountActiveAsync(today, 180, ct));
        }
    }

    public ValueTask<Totals> ReadAsync(CancellationToken ct) => _totals.ReadAsync(ct);

    /// <summary>Accounts or posts were added, hidden or removed. Where there are many, the count stays until its minute is over.</summary>
    public void Invalidate()
    {
        if (_counted is null or { Accounts: < SmallCommunity, Posts: < SmallCommunity })
            _totals.Invalidate();
    }

    public void Dispose() => _totals.Dispose();
}

/// <param name="Accounts">Without suspended ones.</param>
/// <param name="Posts">Those that everyone may see: without boosts, restricted posts, and posts of suspended accounts.</param>
/// <param name="ActiveWeek">Accounts active in the last 7 days.</param>
/// <param name="ActiveMonth">Accounts active in the last 30 days.</param>
/// <param name="ActiveHalfYear">Accounts active in the last 180 days.</param>
public sealed record Totals(int Accounts, long Posts, int ActiveWeek, int ActiveMonth, int ActiveHalfYear);
