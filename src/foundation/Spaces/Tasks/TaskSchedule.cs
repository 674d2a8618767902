namespace Plaza.Spaces.Tasks;

/// <summary>When a recurring task is due: at an interval, or on a cron line in UTC (Quartz's form, seconds first).</summary>
public sealed record TaskSchedule
{
    private TaskSchedule()
    {
    }

    public TimeSpan? Interval { get; private init; }

    public string? CronExpression { get; private init; }

    /// <summary>Due at each multiple of the interval.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The interval is less than a second.</exception>
    public static TaskSchedule Every(TimeSpan interval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(interval, TimeSpan.FromSeconds(1));
        return new() { Interval = interval };
    }

    /// <summary>Due by a cron expression, which the task manager validates at the start.</summary>
    public static TaskSchedule Cron(string line) => new() { CronExpression = line };

    public override string ToString() => CronExpression ?? $"every {Interval:c}";
}
