using Plaza.Contracts;
using Plaza.Data.Committing;
using Plaza.Data.Tables.Statistics;

namespace Plaza.Statistics;

/// <summary>
/// Recalculates the counts of a day from the journal. Compares outside the committer and writes only the differences, in batches. An interrupted run
/// leaves the day partly corrected; the next run corrects the rest.
/// </summary>
internal sealed class StatisticsRecalculator(StatisticsRepository statistics, StatisticsComparison comparison, Committer committer)
{
    private const int MaxDays = 3_660;

    /// <summary>The counts of today may change during the correction, so the day is compared again, at most this often.</summary>
    private const int MaxRounds = 5;

    private static readonly IReadOnlyList<string> Authoring = [.. ActivityKinds.ByEventName.Where(type => type.Value is ActivityKind.Posts).Select(type => type.Key)];

    /// <returns>The number of days.</returns>
    public async Task<int> RecalculateAsync(DateOnly from, DateOnly to, CancellationToken ct)
    {
        var days = to.DayNumber - from.DayNumber + 1;
        if (days is < 1 or > MaxDays)
            throw RequestRejectedException.Invalid("from", $"Give a first day that is not after the last, and at most {MaxDays} days.");

        foreach (var day in Enumerable.Range(0, days).Select(from.AddDays))
        {
            for (var round = 0; round < MaxRounds && await RepairAsync(day, ct); round++)
            {
                // Repeats until nothing differs.
            }
        }

        return days;
    }

    /// <returns>Whether anything differed.</returns>
    private async Task<bool> RepairAsync(DateOnly day, CancellationToken ct)
    {
        var found = comparison.Read(day, ActivityKinds.ByEventName.Keys, Authoring);
        var missing = Missing(found);
        foreach (var batch in found.Accounts.Chunk(Committer.BatchSize))
            await committer.CommitAsync(tx => Repair(tx, day, batch), WriteLane.Background, ct);

        if (missing != default)
            await committer.CommitAsync(tx => Add(tx, day, missing), WriteLane.Background, ct);

        return found.Accounts.Count > 0 || missing != default;
    }

    /// <summary>
    /// The missing counts, without active accounts and authors whose rows are missing too: inserting such a row increments the count already.
    /// </summary>
    private static DayCounts Missing(DayComparison found)
    {
        var (stored, expected) = (found.Stored, ActivityCounter.CountsOf(kind =>
            ActivityKinds.ByEventName.Where(type => type.Value == kind).Sum(type => found.Entries.GetValueOrDefault(type.Key))));
        return new(
            expected.Posts - stored.Posts,
            found.Authors - stored.Authors,
            found.Active - stored.ActiveAccounts,
            expected.SignUps - stored.SignUps,
            expected.Follows - stored.Follows,
            expected.Favourites - stored.Favourites,
            expected.Boosts - stored.Boosts);
    }

    private bool Repair(WriteTransaction tx, DateOnly day, AccountDifference[] batch)
    {
        var (active, authors) = (0, 0);
        foreach (var difference in batch)
        {
            var change = statistics.Repair(tx, day, difference);
            (active, authors) = (active + change.Active, authors + change.Authors);
        }

        return Add(tx, day, new DayCounts { ActiveAccounts = active, Authors = authors });
    }

    private bool Add(WriteTransaction tx, DateOnly day, DayCounts counts)
    {
        statistics.AddToDay(tx, day, counts);
        return true;
    }
}
