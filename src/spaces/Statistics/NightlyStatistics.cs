using Plaza.Contracts.Statistics;
using Plaza.Spaces.Tasks;

namespace Plaza.Statistics;

/// <summary>Shortly after midnight in UTC, works the numbers of the day before out anew.</summary>
internal sealed class NightlyStatistics(StatisticsRecalculator recount) : IRecurringTask
{
    public static string Name => "statistics.nightly";

    public static TaskSchedule Schedule => TaskSchedule.Cron("0 5 0 * * ?");

    public async Task<TaskResult> RunAsync(DateTimeOffset period, CancellationToken ct)
    {
        var yesterday = DateOnly.FromDateTime(period.UtcDateTime).AddDays(-1);
        await recount.DaysAsync(yesterday, yesterday, ct);
        return TaskResult.Completed($"counted {yesterday:yyyy-MM-dd}");
    }
}
