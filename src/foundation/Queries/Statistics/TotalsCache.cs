using Plaza.Queries.Caching;

namespace Plaza.Queries.Statistics;

/// <summary>How many accounts and posts there are. Counted at most once a minute, since anybody may ask and counting takes time. Thread-safe.</summary>
public sealed class TotalsCache : IDisposable
{
    private readonly CachedValue<Totals> _totals;

    public TotalsCache(StatisticsQueries statistics, TimeProvider clock)
    {
        _totals = new(TimeSpan.FromMinutes(1), clock, CountAsync);

        async Task<Totals> CountAsync(CancellationToken ct)
        {
            var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
            var (accounts, posts) = await statistics.CountTotalsAsync(ct);
            return new(
                accounts,
                posts,
                await statistics.CountActiveAsync(today, 7, ct),
                await statistics.CountActiveAsync(today, 30, ct),
                await statistics.CountActiveAsync(today, 180, ct));
        }
    }

    public ValueTask<Totals> ReadAsync(CancellationToken ct) => _totals.ReadAsync(ct);

    public void Dispose() => _totals.Dispose();
}

/// <param name="Accounts">Without suspended ones.</param>
/// <param name="Posts">Without boosts.</param>
/// <param name="ActiveWeek">Accounts active in the last 7 days.</param>
/// <param name="ActiveMonth">Accounts active in the last 30 days.</param>
/// <param name="ActiveHalfYear">Accounts active in the last 180 days.</param>
public sealed record Totals(int Accounts, long Posts, int ActiveWeek, int ActiveMonth, int ActiveHalfYear);
