using System.Globalization;
using Plaza.Data.Tables.Statistics;

namespace Plaza.Data.Replaying;

/// <summary>The numbers of each day, and who was active on it.</summary>
internal static class StatisticsReplayTables
{
    public static ReplayTable OfDays { get; } = new(
        "statistics_days",
        ["day"],
        ["posts", "authors", "active_accounts", "sign_ups", "follows", "favourites", "boosts"],
        $"""
        select day, {Times(ActivityKind.Posts)}, count(distinct case when what = {(int)ActivityKind.Posts} then account end), count(distinct account),
          {Times(ActivityKind.SignUps)}, {Times(ActivityKind.Follows)}, {Times(ActivityKind.Favourites)}, {Times(ActivityKind.Boosts)}
        from told_happened group by day
        """,
        """
        select day, posts, authors, active_accounts, sign_ups, follows, favourites, boosts from statistics_days
        where posts <> 0 or authors <> 0 or active_accounts <> 0 or sign_ups <> 0 or follows <> 0 or favourites <> 0 or boosts <> 0
        """,
        (tx, row) => StatisticsRepository.AddToDay(tx, DateOnly.ParseExact(row.Text(0), "yyyy-MM-dd", CultureInfo.InvariantCulture), [
            row.Shortfall(0), row.Shortfall(1), row.Shortfall(2), row.Shortfall(3), row.Shortfall(4), row.Shortfall(5), row.Shortfall(6),
        ]));

    public static ReplayTable OfAccounts { get; } = new(
        "statistics_accounts",
        ["day", "account"],
        ["authored"],
        $"select day, account, max(what = {(int)ActivityKind.Posts}) from told_happened group by day, account",
        "select day, account, authored from statistics_accounts",
        (tx, row) =>
        {
            var (day, account) = (row.Text(0), row.Text(1));
            tx.Execute($"delete from statistics_accounts where day = {day} and account = {account}");
            if (row.Told is [var authored])
                tx.Execute($"insert into statistics_accounts (day, account, authored) values ({day}, {account}, {authored})");
        });

    private static string Times(ActivityKind what) => $"sum(case when what = {(int)what} then times else 0 end)";
}
