namespace Plaza.Spaces.Tasks;

/// <summary>When a recurring task is due: at an interval, or on a cron line in UTC (Quartz's form, seconds first).</summary>
public sealed record TaskSchedule
{
    private TaskSchedule()
    {
    }

    public TimeSpan? Interval { get; private init; }

    public string? CronExpression { get; private init; }

    /// <summary>Due each time the interval has passed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than a second.</exception>
    public static TaskSchedule Every(TimeSpan interval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(interval, TimeSpan.FromSeconds(1));
        return new() { Interval = interval };
    }

    /// <summary>Due when the line says so; whether it makes sense is seen by the task manager.</summary>
    public static TaskSchedule Cron(string line) => new() { CronExpression = line };

    public override string ToString() => CronExpression ?? $"every {Interval:c}";
}
