using Plaza.Data.Views;
using Plaza.Web.Layout;

namespace Plaza.Web.Timelines;

/// <summary>The hashtags of the last seven days. Looked up once a minute at most.</summary>
internal sealed class TalkedAbout(StatisticsViews statistics, Moments moments, TimeProvider clock) : IDisposable
{
    private const int Days = 7;
    private const int Most = 5;

    private readonly Kept<List<TagUse>> _tags = new(
        TimeSpan.FromMinutes(1), clock, ct => statistics.TopTagsAsync(moments.Today.AddDays(1 - Days), moments.Today, Most, ct));

    public async ValueTask<IReadOnlyList<TagUse>> ReadAsync(CancellationToken ct) => await _tags.ReadAsync(ct);

    public void Dispose() => _tags.Dispose();
}
