using Plaza.Queries.Caching;
using Plaza.Queries.Statistics;
using Plaza.Web.Layout;

namespace Plaza.Web.Timelines;

/// <summary>How much goes on here. Counted once a minute at most, however many look.</summary>
internal sealed class PlaceFigures : IDisposable
{
    private readonly CachedValue<Figures> _figures;

    public PlaceFigures(StatisticsQueries statistics, TimeFormatter moments, TimeProvider clock)
    {
        _figures = new(TimeSpan.FromMinutes(1), clock, CountAsync);

        async Task<Figures> CountAsync(CancellationToken ct)
        {
            var (accounts, posts) = await statistics.TotalsAsync(ct);
            return new(accounts, posts, await statistics.ActiveAsync(moments.Today, 7, ct));
        }
    }

    public ValueTask<Figures> ReadAsync(CancellationToken ct) => _figures.ReadAsync(ct);

    public void Dispose() => _figures.Dispose();
}

internal sealed record Figures(int Accounts, long Posts, int ActiveThisWeek);
