using System.Globalization;
using Plaza.Data.Committing;

namespace Plaza.Data.Tables.Statistics;

/// <summary>What happened on each day in UTC. Written by the Statistics space alone.</summary>
public sealed class StatisticsRepository
{
    /// <summary>Where it is kept up to where it was counted.</summary>
    internal const string Place = "statistics.counted";

    /// <summary>What has come meanwhile is counted with it, so that a burst of events is read in a few pieces.</summary>
    private const int BatchSize = 1_000;

    /// <summary>Adds what an account did to a day.</summary>
    /// <param name="account">Whose history it belongs to; it counts as active on that day.</param>
    public void Count(WriteTransaction tx, DateOnly day, string account, ActivityKind what, int times = 1)
    {
        var isActive = tx.Execute(
            $"""
            insert into statistics_accounts (day, account, authored) values ({day}, {account}, {what is ActivityKind.Posts})
            on conflict (day, account) do nothing
            """) is 1;
        var isAuthor = what is ActivityKind.Posts && (isActive || tx.Execute(
            $"update statistics_accounts set authored = {true} where day = {day} and account = {account} and authored = {false}") is 1);

        AddToDay(tx, day, [
            Times(ActivityKind.Posts), isAuthor ? 1 : 0, isActive ? 1 : 0, Times(ActivityKind.SignUps), Times(ActivityKind.Follows), Times(ActivityKind.Favourites),
            Times(ActivityKind.Boosts),
        ]);

        long Times(ActivityKind counted) => what == counted ? times : 0;
    }

    /// <param name="numbers">By how much each number of the day grows, in the order of the columns.</param>
    internal static void AddToDay(WriteTransaction tx, DateOnly day, ReadOnlySpan<long> numbers) => tx.Execute(
        $"""
        insert into statistics_days (day, posts, authors, active_accounts, sign_ups, follows, favourites, boosts)
        values ({day}, {numbers[0]}, {numbers[1]}, {numbers[2]}, {numbers[3]}, {numbers[4]}, {numbers[5]}, {numbers[6]})
        on conflict (day) do update set
          posts = statistics_days.posts + excluded.posts,
          authors = statistics_days.authors + excluded.authors,
          active_accounts = statistics_days.active_accounts + excluded.active_accounts,
          sign_ups = statistics_days.sign_ups + excluded.sign_ups,
          follows = statistics_days.follows + excluded.follows,
          favourites = statistics_days.favourites + excluded.favourites,
          boosts = statistics_days.boosts + excluded.boosts
        """);

    /// <summary>Takes a day out, so that it can be counted anew.</summary>
    public void Clear(WriteTransaction tx, DateOnly day)
    {
        tx.Execute($"delete from statistics_days where day = {day}");
        tx.Execute($"delete from statistics_accounts where day = {day}");
    }

    /// <summary>How often each account did what on a day, as the journal tells it up to a sequence. Erased payloads do not matter here.</summary>
    public List<(string Type, string Account, int Times)> Journal(WriteTransaction tx, DateOnly day, long upTo)
    {
        var start = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        return tx.Query(
            $"""
            select type, subject, count(*) from journal
            where time >= {start} and time < {start.AddDays(1)} and +sequence <= {upTo} group by type, subject
            """,
            row => (row.GetString(0), row.GetString(1), row.GetInt32(2)));
    }

    /// <summary>
    /// Counts what the journal tells behind the place that was counted to last, up to <paramref name="sequence"/> at the least. It reads what happened,
    /// when and to whom, not what was said of it: so what was erased before it was counted is counted all the same.
    /// </summary>
    public void CountUpTo(WriteTransaction tx, long sequence)
    {
        var from = CountedUpTo(tx);
        if (sequence <= from)
            return;

        var to = Math.Max(sequence, from + BatchSize);
        var @event = tx.Query(
            $"""
            select date(time / 1000, 'unixepoch'), type, subject, count(*), max(sequence) from journal
            where sequence > {from} and sequence <= {to} group by 1, 2, 3
            """,
            row => (Day: row.GetString(0), Type: row.GetString(1), Account: row.GetString(2), Times: row.GetInt32(3), Last: row.GetInt64(4)));

        foreach (var (day, type, account, times, _) in @event)
        {
            if (ActivityKinds.Of.TryGetValue(type, out var what))
                Count(tx, DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture), account, what, times);
        }

        var last = @event.Max(one => one.Last);
        tx.Execute($"insert into cursors (subscription, sequence) values ({Place}, {last}) on conflict (subscription) do update set sequence = {last}");
    }

    /// <summary>Up to which sequence of the journal it was counted.</summary>
    public long CountedUpTo(WriteTransaction tx) => tx.QueryScalar($"select sequence from cursors where subscription = {Place}") ?? 0;
}
