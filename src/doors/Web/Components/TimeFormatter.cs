using System.Globalization;

namespace Plaza.Web.Components;

/// <summary>Formats times relative to now.</summary>
internal sealed class TimeFormatter(TimeProvider clock)
{
    public DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    /// <summary>Such as <c>5 min</c>, <c>3 h</c>, <c>21 Nov</c>, <c>21 Nov 2025</c>.</summary>
    public string Short(DateTimeOffset moment)
    {
        var now = clock.GetUtcNow();
        return (now - moment) switch
        {
            { TotalSeconds: < 60 } => "now",
            { TotalMinutes: < 60 } ago => $"{(int)ago.TotalMinutes} min",
            { TotalHours: < 24 } ago => $"{(int)ago.TotalHours} h",
            _ => Day(moment, now.Year),
        };
    }

    /// <summary>When the result of <see cref="Short"/> changes.</summary>
    public DateTimeOffset ShortUntil(DateTimeOffset moment)
    {
        var now = clock.GetUtcNow();
        return (now - moment) switch
        {
            { TotalSeconds: < 60 } => moment.AddMinutes(1),
            { TotalMinutes: < 60 } ago => moment.AddMinutes((int)ago.TotalMinutes + 1),
            { TotalHours: < 24 } ago => moment.AddHours((int)ago.TotalHours + 1),
            _ => new(now.Year + 1, 1, 1, 0, 0, 0, TimeSpan.Zero),
        };
    }

    public bool HasCome(DateTimeOffset moment) => clock.GetUtcNow() >= moment;

    /// <summary>For programs: ISO 8601 in UTC.</summary>
    public static string Exact(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    public static string Exact(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Such as <c>23 November 2026, 06:12 UTC</c>.</summary>
    public static string Full(DateTimeOffset moment) => moment.UtcDateTime.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);

    public static string LongDay(DateTimeOffset moment) => moment.UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    public static string LongDay(DateOnly day) => day.ToString("d MMMM", CultureInfo.InvariantCulture);

    public static string ShortDay(DateOnly day) => day.ToString("d MMM", CultureInfo.InvariantCulture);

    private static string Day(DateTimeOffset moment, int thisYear)
    {
        var day = DateOnly.FromDateTime(moment.UtcDateTime);
        return day.Year == thisYear ? ShortDay(day) : $"{ShortDay(day)} {day.Year}";
    }
}
