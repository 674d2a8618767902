using Plaza.Data.Committing;
using Plaza.Data.Tables.Statistics;

namespace Plaza.Statistics;

/// <summary>
/// Counts what the journal records in the daily statistics. It reads type, time and subject of the entries, not their payloads: an event that was
/// erased before it was counted still counts.
/// </summary>
internal sealed class ActivityCounter(StatisticsRepository statistics)
{
    /// <summary>At least as many entries are counted at once, so that a burst of events takes few reads of the journal.</summary>
    private const int BatchSize = 1_000;

    /// <summary>Counts the entries after the cursor, up to <paramref name="sequence"/> or beyond, and moves the cursor.</summary>
    public void CountUpTo(WriteTransaction tx, long sequence)
    {
        var from = statistics.GetCursor(tx);
        if (sequence <= from)
            return;

        var entries = statistics.ReadJournal(tx, from, Math.Max(sequence, from + BatchSize));
        foreach (var (day, type, account, times, _) in entries)
            Count(tx, day, type, account, times);

        statistics.MoveCursor(tx, entries.Max(entry => entry.Last));
    }

    /// <summary>Replaces the counts of a day by those of the journal up to the cursor.</summary>
    public void Recount(WriteTransaction tx, DateOnly day)
    {
        statistics.Clear(tx, day);
        foreach (var (type, account, times) in statistics.ReadJournalOfDay(tx, day, statistics.GetCursor(tx)))
            Count(tx, day, type, account, times);
    }

    private void Count(WriteTransaction tx, DateOnly day, string type, string account, int times)
    {
        if (!ActivityKinds.ByEventName.TryGetValue(type, out var kind))
            return;

        var (isNew, isNewAuthor) = statistics.AddAccount(tx, day, account, isAuthor: kind is ActivityKind.Posts);
        statistics.AddToDay(tx, day, new(
            Times(ActivityKind.Posts), isNewAuthor ? 1 : 0, isNew ? 1 : 0, Times(ActivityKind.SignUps), Times(ActivityKind.Follows),
            Times(ActivityKind.Favourites), Times(ActivityKind.Boosts)));

        long Times(ActivityKind counted) => kind == counted ? times : 0;
    }
}
