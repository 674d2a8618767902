using System.Globalization;

namespace Plaza.Web.Components;

/// <summary>Formats times relative to now.</summary>
internal sealed class TimeFormatter(TimeProvider clock)
{
    public DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    /// <returns>For example <c>5 min</c>, <c>3 h</c>, <c>21 Nov</c>, <c>21 Nov 2025</c>.</returns>
    public string Short(DateTimeOffset time)
    {
        var now = clock.GetUtcNow();
        return (now - time) switch
        {
            { TotalSeconds: < 60 } => "now",
            { TotalMinutes: < 60 } ago => $"{(int)ago.TotalMinutes} min",
            { TotalHours: < 24 } ago => $"{(int)ago.TotalHours} h",
            _ => Day(time, now.Year),
        };
    }

    /// <summary>The time at which the result of <see cref="Short"/> changes.</summary>
    public DateTimeOffset ShortUntil(DateTimeOffset time)
    {
        var now = clock.GetUtcNow();
        return (now - time) switch
        {
            { TotalSeconds: < 60 } => time.AddMinutes(1),
            { TotalMinutes: < 60 } ago => time.AddMinutes((int)ago.TotalMinutes + 1),
            { TotalHours: < 24 } ago => time.AddHours((int)ago.TotalHours + 1),
            _ => new(now.Year + 1, 1, 1, 0, 0, 0, TimeSpan.Zero),
        };
    }

    public bool HasPassed(DateTimeOffset time) => clock.GetUtcNow() >= time;

    /// <summary>Machine-readable: ISO 8601 in UTC.</summary>
    public static string Exact(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    public static string Exact(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <returns>For example <c>23 November 2026, 06:12 UTC</c>.</returns>
    public static string Full(DateTimeOffset time) => time.UtcDateTime.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);

    public static string LongDay(DateTimeOffset time) => time.UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    public static string LongDay(DateOnly day) => day.ToString("d MMMM", CultureInfo.InvariantCulture);

    public static string ShortDay(DateOnly day) => day.ToString("d MMM", CultureInfo.InvariantCulture);

    private static string Day(DateTimeOffset time, int thisYear)
    {
        var day = DateOnly.FromDateTime(time.UtcDateTime);
        return day.Year == thisYear ? ShortDay(day) : $"{ShortDay(day)} {day.Year}";
    }
}
