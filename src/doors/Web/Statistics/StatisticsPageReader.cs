using Plaza.Queries.Statistics;
using Plaza.Web.Components;

namespace Plaza.Web.Statistics;

/// <summary>Reads the statistics page of a range of days.</summary>
internal sealed class StatisticsPageReader(StatisticsQueries statistics, TopTagsCache tagsOfDays, TimeFormatter times)
{
    /// <summary>Hashtags take a query for each day, so long ranges are shown without them.</summary>
    private const int MaxDaysWithTags = 31;

    public async Task<StatisticsPage> ReadAsync(StatisticsRange range, CancellationToken ct)
    {
        var days = await statistics.GetDaysAsync(range.From, range.To, ct);
        var today = (await statistics.GetDaysAsync(times.Today, times.Today, ct))[0];
        var tags = new Dictionary<DateOnly, List<TagCount>>();

        foreach (var day in range.Days <= MaxDaysWithTags ? days : [])
            tags[day.Day] = await tagsOfDays.ReadAsync(day.Day, ct);

        return new(range, today, days, tags, Chart.Of(days));
    }
}

/// <param name="Days">The oldest first.</param>
/// <param name="Tags">Empty for a long range.</param>
internal sealed record StatisticsPage(
    StatisticsRange Range, DailyCounts Today, List<DailyCounts> Days, Dictionary<DateOnly, List<TagCount>> Tags, Chart Chart)
{
    private const int MaxTags = 3;

    public bool HasTags => Tags.Count > 0;

    /// <summary>The submitted dates of a rejected range.</summary>
    public (string? From, string? To)? Typed { get; init; }

    public string From => Typed?.From ?? TimeFormatter.Exact(Range.From);

    public string To => Typed?.To ?? TimeFormatter.Exact(Range.To);

    public IReadOnlyList<TagCount> TagsOf(DailyCounts day) => [.. Tags[day.Day].Take(MaxTags)];

    public static IEnumerable<(string Name, int Count)> Figures(DailyCounts day) =>
    [
        ("posts", day.Posts), ("authors", day.Authors), ("active accounts", day.ActiveAccounts), ("sign-ups", day.SignUps),
        ("follows", day.Follows), ("favourites", day.Favourites), ("boosts", day.Boosts),
    ];
}
