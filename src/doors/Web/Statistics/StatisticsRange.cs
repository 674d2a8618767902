using System.Globalization;
using Plaza.Contracts;

namespace Plaza.Web.Statistics;

/// <summary>The requested days, both ends included.</summary>
internal sealed record StatisticsRange(DateOnly From, DateOnly To)
{
    private const int MaxDays = 366;
    private const int UsualDays = 30;
    private static readonly DateOnly Earliest = new(2000, 1, 1);

    public int Days => To.DayNumber - From.DayNumber + 1;

    /// <summary>Missing ends default to a range of thirty days that ends today.</summary>
    public static StatisticsRange Read(string? from, string? to, DateOnly today)
    {
        var last = Day("to", to) ?? (Day("from", from) is { } start && start > today ? start : today);
        var range = new StatisticsRange(Day("from", from) ?? last.AddDays(1 - UsualDays), last);

        return range switch
        {
            { Days: < 1 } => throw RequestRejectedException.Invalid("from", "The first day comes after the last. Change one of them."),
            { Days: > MaxDays } => throw RequestRejectedException.Invalid("from", $"At most {MaxDays} days are shown at once."),
            _ when range.From < Earliest || range.To > today.AddYears(1) => throw RequestRejectedException.Invalid("from", "There are no numbers of such days."),
            _ => range,
        };
    }

    public static StatisticsRange Usual(DateOnly today) => Read(null, null, today);

    private static DateOnly? Day(string field, string? text) =>
        string.IsNullOrEmpty(text) ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day > Earliest ? day
        : throw RequestRejectedException.Invalid(field, "Write a day as 2026-01-31.");
}
