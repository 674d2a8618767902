using Microsoft.EntityFrameworkCore;

namespace Plaza.Data.Tables.Statistics;

/// <summary>The counts of a day in UTC.</summary>
[PrimaryKey(nameof(Day))]
public sealed class StatisticsDayRow
{
    public required DateOnly Day { get; init; }

    public int Posts { get; init; }

    public int Authors { get; init; }

    public int ActiveAccounts { get; init; }

    public int SignUps { get; init; }

    public int Follows { get; init; }

    public int Favourites { get; init; }

    public int Boosts { get; init; }
}
