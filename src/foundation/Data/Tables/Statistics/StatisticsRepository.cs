using Plaza.Data.Committing;

namespace Plaza.Data.Tables.Statistics;

/// <summary>
/// Writes the tables <c>statistics_days</c> and <c>statistics_accounts</c>, and the cursor up to which they count the journal. Days are in UTC. Used by
/// the Statistics space only.
/// </summary>
public sealed class StatisticsRepository
{
    /// <summary>The name of the cursor.</summary>
    public const string Subscription = "statistics.counted";

    /// <summary>Records that an account was active on a day, and that it wrote a post if <paramref name="isAuthor"/>.</summary>
    /// <returns>Whether each is recorded for the first time.</returns>
    public (bool IsNew, bool IsNewAuthor) AddAccount(WriteTransaction tx, DateOnly day, string account, bool isAuthor)
    {
        var isNew = tx.Execute(
            $"""
            insert into statistics_accounts (day, account, authored) values ({day}, {account}, {isAuthor})
            on conflict (day, account) do nothing
            """) is 1;
        var isNewAuthor = isAuthor && (isNew || tx.Execute(
            $"update statistics_accounts set authored = {true} where day = {day} and account = {account} and authored = {false}") is 1);
        return (isNew, isNewAuthor);
    }

    public void RemoveAccount(WriteTransaction tx, DateOnly day, string account) =>
        tx.Enqueue($"delete from statistics_accounts where day = {day} and account = {account}");

    /// <param name="counts">The differences to the counts of the day; may be negative.</param>
    public void AddToDay(WriteTransaction tx, DateOnly day, DayCounts counts) => tx.Enqueue(
        $"""
        insert into statistics_days (day, posts, authors, active_accounts, sign_ups, follows, favourites, boosts)
        values ({day}, {counts.Posts}, {counts.Authors}, {counts.ActiveAccounts}, {counts.SignUps}, {counts.Follows}, {counts.Favourites}, {counts.Boosts})
        on conflict (day) do update set
          posts = statistics_days.posts + excluded.posts,
          authors = statistics_days.authors + excluded.authors,
          active_accounts = statistics_days.active_accounts + excluded.active_accounts,
          sign_ups = statistics_days.sign_ups + excluded.sign_ups,
          follows = statistics_days.follows + excluded.follows,
          favourites = statistics_days.favourites + excluded.favourites,
          boosts = statistics_days.boosts + excluded.boosts
        """);

    /// <summary>Corrects the row of an account, unless the account was counted in the meantime.</summary>
    /// <returns>The increase of the active accounts and authors of the day.</returns>
    public (int Active, int Authors) Repair(WriteTransaction tx, DateOnly day, AccountDifference difference)
    {
        if (difference.IsAuthor is not { } isAuthor)
        {
            return tx.Query(
                $"delete from statistics_accounts where day = {day} and account = {difference.Account} returning authored",
                row => row.GetBoolean(0)) is [var wasAuthor] ? (-1, wasAuthor ? -1 : 0) : (0, 0);
        }

        var (isNew, isNewAuthor) = AddAccount(tx, day, difference.Account, isAuthor);
        if (isAuthor || isNew)
            return (isNew ? 1 : 0, isNewAuthor ? 1 : 0);

        return (0, -tx.Execute(
            $"update statistics_accounts set authored = {false} where day = {day} and account = {difference.Account} and authored = {true}"));
    }

    /// <summary>Counts the journal entries of each day, type and subject after a sequence and up to another.</summary>
    public List<(DateOnly Day, string Type, string Account, int Times, long Last)> ReadJournal(WriteTransaction tx, long after, long upTo) => tx.Query(
        $"""
        select time / 86400000, type, subject, count(*), max(sequence) from journal
        where sequence > {after} and sequence <= {upTo} group by 1, 2, 3
        """,
        row => (
            DateOnly.FromDateTime(DateTime.UnixEpoch.AddDays(row.GetInt64(0))),
            row.GetString(1), row.GetString(2), row.GetInt32(3), row.GetInt64(4)));

    /// <summary>The last sequence that was counted; 0 before the first.</summary>
    public long GetCursor(WriteTransaction tx) => tx.QueryScalar($"select sequence from cursors where subscription = {Subscription}") ?? 0;

    public void MoveCursor(WriteTransaction tx, long sequence) => tx.Enqueue(
        $"insert into cursors (subscription, sequence) values ({Subscription}, {sequence}) on conflict (subscription) do update set sequence = {sequence}");
}

/// <summary>Differences to the counts of a day.</summary>
public readonly record struct DayCounts(
    long Posts, long Authors, long ActiveAccounts, long SignUps, long Follows, long Favourites, long Boosts);
