using System.Globalization;
using Plaza.Spaces.Tasks;
using Quartz;

namespace Plaza.Tasks;

/// <summary>The times at which a recurring task is due, in UTC. Intervals count from 1970, so that all nodes agree.</summary>
internal static class SchedulePeriods
{
    private static readonly TimeSpan LookBack = TimeSpan.FromDays(32);

    public static string Name(DateTimeOffset period) => period.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>The latest due time at or before <paramref name="now"/>; null when the last 32 days had none.</summary>
    public static DateTimeOffset? Last(TaskSchedule schedule, DateTimeOffset now)
    {
        if (schedule.Interval is { } interval)
            return Floor(now, interval);

        var cron = new CronExpression(schedule.CronExpression!, TimeZoneInfo.Utc);
        DateTimeOffset? last = null;
        while (cron.GetNextValidTimeAfter(last ?? now - LookBack) is { } next && next <= now)
            last = next;

        return last;
    }

    /// <summary>The first due time of an interval after <paramref name="now"/>.</summary>
    public static DateTimeOffset Next(TaskSchedule schedule, DateTimeOffset now) => Floor(now, schedule.Interval!.Value) + schedule.Interval.Value;

    public static DateTimeOffset Floor(DateTimeOffset time, TimeSpan interval) =>
        new(time.UtcTicks - ((time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) % interval.Ticks), TimeSpan.Zero);
}
