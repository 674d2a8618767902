using Plaza.Data.Views;

namespace Plaza.Web.Timelines;

/// <summary>The hashtags of the last seven days, looked up once a minute at most.</summary>
internal sealed class TalkedAbout(TagsOfDays tags)
{
    public async ValueTask<IReadOnlyList<TagUse>> ReadAsync(CancellationToken ct) => await tags.ReadWeekAsync(ct);
}
