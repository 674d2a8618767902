using System.Globalization;
using Plaza.Data.Replaying;
using Plaza.Data.Tables.Statistics;

namespace Plaza.Statistics.Replaying;

/// <summary>The counts of each day, and the accounts that were active on it.</summary>
internal sealed class StatisticsReadModels(StatisticsRepository statistics) : IReadModelSource
{
    public IReadOnlyList<ReadModel> Create() => [new(ReadModelNames.Statistics, [new StatisticsProjection()], [Days(), Accounts()])];

    private static string Times(ActivityKind kind) => $"sum(case when kind = {(int)kind} then times else 0 end)";

    private static DateOnly DayOf(RowDifference row) => DateOnly.ParseExact(row.Text(0), "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private ReplayTable Days() => new(
        "statistics_days",
        ["day"],
        ["posts", "authors", "active_accounts", "sign_ups", "follows", "favourites", "boosts"],
        $"""
        select day, {Times(ActivityKind.Posts)}, count(distinct case when kind = {(int)ActivityKind.Posts} then account end), count(distinct account),
          {Times(ActivityKind.SignUps)}, {Times(ActivityKind.Follows)}, {Times(ActivityKind.Favourites)}, {Times(ActivityKind.Boosts)}
        from replay_activities group by day
        """,
        """
        select day, posts, authors, active_accounts, sign_ups, follows, favourites, boosts from statistics_days
        where posts <> 0 or authors <> 0 or active_accounts <> 0 or sign_ups <> 0 or follows <> 0 or favourites <> 0 or boosts <> 0
        """,
        (tx, row) => statistics.AddToDay(tx, DayOf(row), new(
            row.Shortfall(0), row.Shortfall(1), row.Shortfall(2), row.Shortfall(3), row.Shortfall(4), row.Shortfall(5), row.Shortfall(6))))
    {
        TextKeys = ["day"],
    };

    private ReplayTable Accounts() => new(
        "statistics_accounts",
        ["day", "account"],
        ["authored"],
        $"select day, account, max(case when kind = {(int)ActivityKind.Posts} then 1 else 0 end) from replay_activities group by day, account",
        "select day, account, case when authored then 1 else 0 end from statistics_accounts",
        (tx, row) =>
        {
            statistics.RemoveAccount(tx, DayOf(row), row.Text(1));
            if (row.Expected is [var authored])
                statistics.AddAccount(tx, DayOf(row), row.Text(1), isAuthor: authored is 1);
        })
    {
        TextKeys = ["day", "account"],
    };
}
