namespace Plaza.Spaces.Tasks;

/// <summary>When a recurring task is due: at an interval, or on a cron line in UTC (Quartz's form, seconds first).</summary>
public sealed record TaskSchedule
{
    private TaskSchedule()
    {
    }

    public TimeSpan? Interval { get; private init; }

    public string? CronLine { get; private init; }

    public static TaskSchedule Every(TimeSpan interval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(interval, TimeSpan.FromSeconds(1));
        return new() { Interval = interval };
    }

    public static TaskSchedule Cron(string line) => new() { CronLine = line };

    public override string ToString() => CronLine ?? $"every {Interval:c}";
}
