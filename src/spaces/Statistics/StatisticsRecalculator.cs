using Plaza.Contracts;
using Plaza.Data.Committing;

namespace Plaza.Statistics;

/// <summary>Works the numbers of a day out anew from the journal, with the same code that counts as things happen.</summary>
internal sealed class StatisticsRecalculator(ActivityCounter counter, Committer committer)
{
    private const int MostDays = 3_660;

    /// <summary>One transaction a day, up to where it was counted; the rest will be counted as it happens.</summary>
    /// <returns>The number of days.</returns>
    public async Task<int> DaysAsync(DateOnly from, DateOnly to, CancellationToken ct)
    {
        var days = to.DayNumber - from.DayNumber + 1;
        if (days is < 1 or > MostDays)
            throw RequestRejectedException.Invalid("from", $"Give a first day that is not after the last, and at most {MostDays} days.");

        foreach (var day in Enumerable.Range(0, days).Select(from.AddDays))
        {
            await committer.CommitAsync(
                tx =>
                {
                    counter.Recount(tx, day);
                    return true;
                },
                WriteLane.Background,
                ct);
        }

        return days;
    }
}
