using Plaza.Data.Database;

namespace Plaza.Data.Tables.Statistics;

/// <summary>
/// Compares the statistics of a day with the journal, up to the cursor to which they are counted. Reads one snapshot and holds up no write request.
/// </summary>
public sealed class StatisticsComparison(ReadConnectionPool reading)
{
    /// <param name="day">In UTC.</param>
    /// <param name="types">The event names that count as activity.</param>
    /// <param name="authorTypes">Those among them that make the account an author.</param>
    public DayComparison Read(DateOnly day, IEnumerable<string> types, IEnumerable<string> authorTypes) => reading.Snapshot(tables =>
    {
        var (start, end) = (StartOf(day), StartOf(day.AddDays(1)));
        var upTo = tables.Query($"select sequence from cursors where subscription = {StatisticsRepository.Subscription}", row => row.GetInt64(0)).FirstOrDefault();

        var entries = tables.Query(
            $"select type, count(*) from journal where time >= {start} and time < {end} and +sequence <= {upTo} group by type",
            row => KeyValuePair.Create(row.GetString(0), row.GetInt64(1)));
        var stored = tables.Query(
            $"select posts, authors, active_accounts, sign_ups, follows, favourites, boosts from statistics_days where day = {day}",
            row => new DayCounts(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), row.GetInt64(6)));
        var rows = tables.Query(
            $"select count(*), coalesce(sum(case when authored then 1 else 0 end), 0) from statistics_accounts where day = {day}",
            row => (Active: row.GetInt64(0), Authors: row.GetInt64(1)))[0];
        var accounts = tables.Query(
            $"""
            with expected as (
              select subject as account, max(case when type in {authorTypes} then 1 else 0 end) as authored from journal
              where time >= {start} and time < {end} and +sequence <= {upTo} and type in {types}
              group by subject)
            select coalesce(expected.account, stored.account), expected.authored
            from expected full join (select account, case when authored then 1 else 0 end as authored from statistics_accounts where day = {day}) stored on stored.account = expected.account
            where expected.authored is distinct from stored.authored
            """,
            row => new AccountDifference(row.GetString(0), row.IsDBNull(1) ? null : row.GetBoolean(1)));

        return new DayComparison(entries.ToDictionary(), stored.FirstOrDefault(), rows.Active, rows.Authors, accounts);
    });

    private static DateTimeOffset StartOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}

/// <param name="Entries">How many entries the journal has of each event name.</param>
/// <param name="Stored">The stored counts.</param>
/// <param name="Active">How many accounts have a row.</param>
/// <param name="Authors">How many of these are authors.</param>
/// <param name="Accounts">The accounts whose row is wrong.</param>
public sealed record DayComparison(
    IReadOnlyDictionary<string, long> Entries, DayCounts Stored, long Active, long Authors, IReadOnlyList<AccountDifference> Accounts);

/// <param name="Account">The account, as the subject of its events.</param>
/// <param name="IsAuthor">Whether it published a post on that day; null when it was not active at all.</param>
public readonly record struct AccountDifference(string Account, bool? IsAuthor);
