using System.Globalization;
using Plaza.Queries.Statistics;

namespace Plaza.Web.Statistics;

/// <summary>A bar chart of the posts of each day; ten units of width for each day, a hundred of height.</summary>
/// <param name="Top">The value at the upper edge.</param>
internal sealed record Chart(int Top, int Min, int Max, IReadOnlyList<ChartBar> Bars)
{
    private const int Step = 10;

    public int Width => Bars.Count * Step;

    public IEnumerable<DateOnly> Axis => Bars is [var first, .., var last] ? [first.Day, Bars[Bars.Count / 2].Day, last.Day] : Bars.Select(bar => bar.Day);

    public static Chart Of(List<DailyCounts> days)
    {
        var max = days.Max(day => day.Posts);
        var top = RoundUp(max);
        return new(top, days.Min(day => day.Posts), max, [.. days.Select((day, at) => ChartBar.Of(day, (at * Step) + 1.5, 100.0 * day.Posts / top))]);
    }

    /// <summary>Rounds up to 1, 2 or 5 times a power of ten, at least 10.</summary>
    private static int RoundUp(int max)
    {
        var power = 10L;
        while (power * 10 < max)
            power *= 10;
        return (int)((long[])[power, 2 * power, 5 * power, 10 * power]).First(step => step >= max);
    }
}

/// <param name="X">Like <paramref name="Y"/> and <paramref name="Height"/>: formatted for SVG.</param>
internal sealed record ChartBar(DateOnly Day, int Posts, string X, string Y, string Height)
{
    public static ChartBar Of(DailyCounts day, double x, double height) =>
        new(day.Day, day.Posts, Number(x), Number(100 - height), Number(height));

    private static string Number(double value) => Math.Round(value, 1).ToString(CultureInfo.InvariantCulture);
}
