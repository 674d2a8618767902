using Plaza.Data.Views;

namespace Plaza.Api.Instance;

/// <summary>How much there is in all. Kept for a minute, since anybody may ask and counting takes time.</summary>
internal sealed class Totals(StatisticsViews statistics, TimeProvider clock)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(1);

    private volatile Counted? _last;

    public async Task<Counted> ReadAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (_last is { } last && now - last.At < KeptFor)
            return last;

        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var (accounts, posts) = await statistics.TotalsAsync(ct);
        return _last = new(now, accounts, posts, await statistics.ActiveAsync(today, 30, ct), await statistics.ActiveAsync(today, 180, ct));
    }
}

/// <param name="ActiveMonth">Accounts active in the last 30 days.</param>
/// <param name="ActiveHalfyear">Accounts active in the last 180 days.</param>
internal sealed record Counted(DateTimeOffset At, int Accounts, long Posts, int ActiveMonth, int ActiveHalfyear);
