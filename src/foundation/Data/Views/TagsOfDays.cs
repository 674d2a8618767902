using System.Collections.Concurrent;

namespace Plaza.Data.Views;

/// <summary>
/// The top tags of days. Days before today are remembered for ten minutes, since their tags change only when a post is
/// deleted and anybody may ask for many of them at once.
/// </summary>
public sealed class TagsOfDays(StatisticsViews statistics, TimeProvider clock)
{
    private const int Most = 400;
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<DateOnly, Remembered> _days = new();

    public async ValueTask<List<TagUse>> ReadAsync(DateOnly day, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (_days.TryGetValue(day, out var known) && now - known.At < KeptFor)
            return known.Tags;

        var tags = await statistics.TopTagsAsync(day, ct);
        if (day < DateOnly.FromDateTime(now.UtcDateTime))
            Remember(day, new(now, tags));
        return tags;
    }

    private void Remember(DateOnly day, Remembered tags)
    {
        if (_days.Count >= Most)
            _days.Clear();
        _days[day] = tags;
    }

    private sealed record Remembered(DateTimeOffset At, List<TagUse> Tags);
}
