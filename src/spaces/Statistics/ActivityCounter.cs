using Plaza.Data.Committing;
using Plaza.Data.Tables.Statistics;

namespace Plaza.Statistics;

/// <summary>
/// Counts the entries of the journal in the daily statistics. Uses type, time and subject of the entries, not their payloads, so that an event that
/// was erased before it was counted still counts.
/// </summary>
internal sealed class ActivityCounter(StatisticsRepository statistics)
{
    /// <summary>Counts one batch of the entries after the cursor, up to <paramref name="sequence"/> or beyond, and moves the cursor.</summary>
    /// <returns>The number of entries; 0 when all up to <paramref name="sequence"/> are counted.</returns>
    public int CountBatch(WriteTransaction tx, long sequence)
    {
        var from = statistics.GetCursor(tx);
        if (sequence <= from)
            return 0;

        var entries = statistics.ReadJournal(tx, from, from + Committer.BatchSize);
        foreach (var day in entries.GroupBy(entry => entry.Day))
            Count(tx, day.Key, day.Select(entry => (entry.Type, entry.Account, entry.Times)));

        var last = entries.Max(entry => entry.Last);
        statistics.MoveCursor(tx, last);
        return (int)(last - from);
    }

    private void Count(WriteTransaction tx, DateOnly day, IEnumerable<(string Type, string Account, int Times)> entries)
    {
        var (times, active, authors) = (new Dictionary<ActivityKind, long>(), 0, 0);
        foreach (var (type, account, count) in entries)
        {
            if (!ActivityKinds.ByEventName.TryGetValue(type, out var kind))
                continue;

            var (isNew, isNewAuthor) = statistics.AddAccount(tx, day, account, isAuthor: kind is ActivityKind.Posts);
            active += isNew ? 1 : 0;
            authors += isNewAuthor ? 1 : 0;
            times[kind] = times.GetValueOrDefault(kind) + count;
        }

        if (times.Count > 0)
            statistics.AddToDay(tx, day, CountsOf(kind => times.GetValueOrDefault(kind)) with { Authors = authors, ActiveAccounts = active });
    }

    /// <summary>The counts of events, by kind.</summary>
    public static DayCounts CountsOf(Func<ActivityKind, long> times) => new(
        times(ActivityKind.Posts), 0, 0, times(ActivityKind.SignUps), times(ActivityKind.Follows), times(ActivityKind.Favourites), times(ActivityKind.Boosts));
}
