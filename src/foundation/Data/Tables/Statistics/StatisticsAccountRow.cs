using Microsoft.EntityFrameworkCore;

namespace Plaza.Data.Tables.Statistics;

/// <summary>An account that was active on a day, so that none is counted twice.</summary>
[PrimaryKey(nameof(Day), nameof(Account))]
public sealed class StatisticsAccountRow
{
    public required DateOnly Day { get; init; }

    public required string Account { get; init; }

    public required bool Authored { get; init; }
}
