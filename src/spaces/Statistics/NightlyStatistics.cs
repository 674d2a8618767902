using Plaza.Contracts.Statistics;
using Plaza.Spaces.Tasks;

namespace Plaza.Statistics;

/// <summary>Recalculates the statistics of the previous day, shortly after midnight (UTC).</summary>
internal sealed class NightlyStatistics(StatisticsRecalculator recalculator) : IRecurringTask
{
    public static string Name => "statistics.nightly";

    public static TaskSchedule Schedule => TaskSchedule.Cron("0 5 0 * * ?");

    public async Task<TaskResult> RunAsync(DateTimeOffset period, CancellationToken ct)
    {
        var yesterday = DateOnly.FromDateTime(period.UtcDateTime).AddDays(-1);
        await recalculator.RecalculateAsync(yesterday, yesterday, ct);
        return TaskResult.Completed($"counted {yesterday:yyyy-MM-dd}");
    }
}
