using Plaza.Queries.Statistics;


namespace Plaza.Api.Statistics;

/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
/// <param name="Days">One entry for each day, oldest first.</param>
internal sealed record StatisticsJson(DateOnly From, DateOnly To, IReadOnlyList<DayJson> Days);

/// <summary>The counts of a day (UTC).</summary>
internal sealed record DayJson(
    DateOnly Day,
    int Posts,
    int Authors,
    int ActiveAccounts,
    int SignUps,
    int Follows,
    int Favourites,
    int Boosts,
    IReadOnlyList<TagUseJson> TopTags)
{
    public static DayJson From(DailyCounts day, IEnumerable<TagCount> tags) => new(
        day.Day,
        day.Posts,
        day.Authors,
        day.ActiveAccounts,
        day.SignUps,
        day.Follows,
        day.Favourites,
        day.Boosts,
        [.. tags.Select(tag => new TagUseJson(tag.Tag, tag.Uses))]);
}

/// <param name="Uses">The number of public posts of the day with this hashtag.</param>
internal sealed record TagUseJson(string Tag, int Uses);
