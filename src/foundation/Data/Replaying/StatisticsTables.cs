using System.Globalization;
using Plaza.Data.Statistics;

namespace Plaza.Data.Replaying;

/// <summary>The numbers of each day, and who was active on it.</summary>
internal static class StatisticsTables
{
    public static ReplayedTable OfDays { get; } = new(
        "statistics_days",
        ["day"],
        ["posts", "authors", "active_accounts", "sign_ups", "follows", "favourites", "boosts"],
        $"""
        select day, {Times(DayCount.Posts)}, count(distinct case when what = {(int)DayCount.Posts} then account end), count(distinct account),
          {Times(DayCount.SignUps)}, {Times(DayCount.Follows)}, {Times(DayCount.Favourites)}, {Times(DayCount.Boosts)}
        from told_happened group by day
        """,
        """
        select day, posts, authors, active_accounts, sign_ups, follows, favourites, boosts from statistics_days
        where posts <> 0 or authors <> 0 or active_accounts <> 0 or sign_ups <> 0 or follows <> 0 or favourites <> 0 or boosts <> 0
        """,
        (commit, row) => DailyStatistics.AddToDay(commit, DateOnly.ParseExact(row.Text(0), "yyyy-MM-dd", CultureInfo.InvariantCulture), [
            row.Missing(0), row.Missing(1), row.Missing(2), row.Missing(3), row.Missing(4), row.Missing(5), row.Missing(6),
        ]));

    public static ReplayedTable OfAccounts { get; } = new(
        "statistics_accounts",
        ["day", "account"],
        ["authored"],
        $"select day, account, max(what = {(int)DayCount.Posts}) from told_happened group by day, account",
        "select day, account, authored from statistics_accounts",
        (commit, row) =>
        {
            var (day, account) = (row.Text(0), row.Text(1));
            commit.Run($"delete from statistics_accounts where day = {day} and account = {account}");
            if (row.Told is [var authored])
                commit.Run($"insert into statistics_accounts (day, account, authored) values ({day}, {account}, {authored})");
        });

    private static string Times(DayCount what) => $"sum(case when what = {(int)what} then times else 0 end)";
}
