using System.Collections.Concurrent;
using Plaza.Contracts.Ids;
using Plaza.Queries.Caching;

namespace Plaza.Queries.Statistics;

/// <summary>
/// The top tags of days. Days before today are remembered for ten minutes and the last week for one, since anybody may ask for
/// many of them at once. What a deleted post said is not told any more.
/// </summary>
public sealed class TopTagsCache : IDisposable
{
    private const int Most = 400;
    private const int Week = 7;
    private const int MostOfWeek = 5;
    private static readonly TimeSpan TimeToLive = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<DateOnly, Remembered> _days = new();
    private readonly Lock _changing = new();
    private readonly StatisticsQueries _statistics;
    private readonly TimeProvider _clock;
    private readonly CachedValue<List<TagCount>> _week;
    private int _forgotten;

    public TopTagsCache(StatisticsQueries statistics, TimeProvider clock)
    {
        (_statistics, _clock) = (statistics, clock);
        _week = new(TimeSpan.FromMinutes(1), clock, ct => statistics.TopTagsAsync(Today.AddDays(1 - Week), Today, MostOfWeek, ct), Enumerable.SequenceEqual);
    }

    private DateOnly Today => DateOnly.FromDateTime(_clock.GetUtcNow().UtcDateTime);

    /// <summary>Those of the last seven days, today included, at most five.</summary>
    public ValueTask<List<TagCount>> ReadWeekAsync(CancellationToken ct) => _week.ReadAsync(ct);

    public async ValueTask<List<TagCount>> ReadAsync(DateOnly day, CancellationToken ct)
    {
        var (now, before) = (_clock.GetUtcNow(), Volatile.Read(ref _forgotten));
        if (_days.TryGetValue(day, out var known) && now - known.At < TimeToLive)
            return known.Tags;

        var tags = await _statistics.TopTagsAsync(day, ct);
        if (day < Today)
            Remember(day, new(now, tags, _statistics.IdsOf(day, day)), before);
        return tags;
    }

    /// <summary>The tags of a post, and all that were counted with them, are looked up anew.</summary>
    public void Forget(PostId post)
    {
        lock (_changing)
        {
            _forgotten++;
            foreach (var (day, known) in _days)
            {
                if (known.Ids.First.Value <= post.Value && post.Value < known.Ids.End.Value)
                    _days.TryRemove(day, out _);
            }
        }

        _week.Forget();
    }

    /// <summary>All are looked up anew: nobody may see what an account says any more.</summary>
    public void ForgetAll()
    {
        lock (_changing)
        {
            _forgotten++;
            _days.Clear();
        }

        _week.Forget();
    }

    public void Dispose() => _week.Dispose();

    private void Remember(DateOnly day, Remembered tags, int before)
    {
        lock (_changing)
        {
            if (_forgotten != before)
                return;

            if (_days.Count >= Most)
                _days.Clear();

            _days[day] = tags;
        }
    }

    private sealed record Remembered(DateTimeOffset At, List<TagCount> Tags, (PostId First, PostId End) Ids);
}
