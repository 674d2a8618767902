using Plaza.Queries.Caching;
using Plaza.Queries.Statistics;


namespace Plaza.Api.Instance;

/// <summary>How much there is in all. Kept for a minute, since anybody may ask and counting takes time.</summary>
internal sealed class Totals : IDisposable
{
    private readonly CachedValue<Counted> _counted;

    public Totals(StatisticsQueries statistics, TimeProvider clock)
    {
        _counted = new(TimeSpan.FromMinutes(1), clock, CountAsync);

        async Task<Counted> CountAsync(CancellationToken ct)
        {
            var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
            var (accounts, posts) = await statistics.TotalsAsync(ct);
            return new(accounts, posts, await statistics.ActiveAsync(today, 30, ct), await statistics.ActiveAsync(today, 180, ct));
        }
    }

    public ValueTask<Counted> ReadAsync(CancellationToken ct) => _counted.ReadAsync(ct);

    public void Dispose() => _counted.Dispose();
}

/// <param name="ActiveMonth">Accounts active in the last 30 days.</param>
/// <param name="ActiveHalfyear">Accounts active in the last 180 days.</param>
internal sealed record Counted(int Accounts, long Posts, int ActiveMonth, int ActiveHalfyear);
