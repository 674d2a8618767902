using Plaza.Data.Views;
using Plaza.Web.Layout;

namespace Plaza.Web.Timelines;

/// <summary>How much goes on here. Counted once a minute at most, however many look.</summary>
internal sealed class PlaceFigures(StatisticsViews statistics, Moments moments, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private Remembered? _last;

    public async ValueTask<Figures> ReadAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (_last is { } last && now - last.At < Kept)
            return last.Figures;

        var (accounts, posts) = await statistics.TotalsAsync(ct);
        var figures = new Figures(accounts, posts, await statistics.ActiveAsync(moments.Today, 7, ct));
        _last = new(now, figures);
        return figures;
    }

    private sealed record Remembered(DateTimeOffset At, Figures Figures);
}

internal sealed record Figures(int Accounts, long Posts, int ActiveThisWeek);
