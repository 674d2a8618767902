using Plaza.Data.Views;
using Plaza.Web.Layout;

namespace Plaza.Web.Timelines;

/// <summary>The hashtags of the last seven days. Looked up once a minute at most.</summary>
internal sealed class TalkedAbout(StatisticsViews statistics, Moments moments, TimeProvider clock)
{
    private const int Days = 7;
    private const int Most = 5;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private Remembered? _last;

    public async ValueTask<IReadOnlyList<TagUse>> ReadAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (_last is { } last && now - last.At < Kept)
            return last.Tags;

        IReadOnlyList<TagUse> tags = await statistics.TopTagsAsync(moments.Today.AddDays(1 - Days), moments.Today, Most, ct);
        _last = new(now, tags);
        return tags;
    }

    private sealed record Remembered(DateTimeOffset At, IReadOnlyList<TagUse> Tags);
}
