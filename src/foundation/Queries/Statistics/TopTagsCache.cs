using Plaza.Contracts.Ids;
using Plaza.Queries.Caching;

namespace Plaza.Queries.Statistics;

/// <summary>
/// The top hashtags of days. Days before today are cached for ten minutes and the last week for one, since anybody may ask for many of them.
/// Invalidated at once when posts are deleted or hidden. Thread-safe.
/// </summary>
public sealed class TopTagsCache : IDisposable
{
    private const int SizeLimit = 1024 * 1024;
    private const int DaysOfWeek = 7;
    private const int MaxTagsOfWeek = 5;
    private static readonly TimeSpan TimeToLive = TimeSpan.FromMinutes(10);

    private readonly BoundedCache<DateOnly, TagsOfDay> _days;
    private readonly StatisticsQueries _statistics;
    private readonly TimeProvider _clock;
    private readonly CachedValue<List<TagCount>> _week;

    public TopTagsCache(StatisticsQueries statistics, CacheMetrics metrics, TimeProvider clock)
    {
        (_statistics, _clock) = (statistics, clock);
        _days = new("tags", SizeLimit, metrics);
        _week = new(
            TimeSpan.FromMinutes(1),
            clock,
            ct => statistics.GetTopTagsAsync(Today.AddDays(1 - DaysOfWeek), Today, MaxTagsOfWeek, ct),
            Enumerable.SequenceEqual);
    }

    private DateOnly Today => DateOnly.FromDateTime(_clock.GetUtcNow().UtcDateTime);

    /// <summary>The top hashtags of the last seven days, today included; at most five.</summary>
    public ValueTask<List<TagCount>> ReadWeekAsync(CancellationToken ct) => _week.ReadAsync(ct);

    public async ValueTask<List<TagCount>> ReadAsync(DateOnly day, CancellationToken ct)
    {
        var (now, version) = (_clock.GetUtcNow(), _days.GetVersion(day));
        if (_days.Find(day, cached => now - cached.LoadedAt < TimeToLive) is { } found)
            return found.Tags;

        var tags = await _statistics.GetTopTagsAsync(day, ct);
        if (day < Today)
            _days.Store(day, new(now, tags, await _statistics.GetIdsOfAsync(day, day, ct)), version);

        return tags;
    }

    /// <summary>Invalidates the days on which the post may have been counted.</summary>
    public void Invalidate(PostId post)
    {
        _days.InvalidateWhere(day => day.Ids.First.Value <= post.Value && post.Value < day.Ids.End.Value);
        _week.Invalidate();
    }

    public void InvalidateAll()
    {
        _days.InvalidateAll();
        _week.Invalidate();
    }

    public void Dispose() => _week.Dispose();

    private sealed record TagsOfDay(DateTimeOffset LoadedAt, List<TagCount> Tags, (PostId First, PostId End) Ids) : ISizedEntry
    {
        int ISizedEntry.Bytes => 120 + Tags.Sum(tag => 80 + (2 * tag.Tag.Length));
    }
}
