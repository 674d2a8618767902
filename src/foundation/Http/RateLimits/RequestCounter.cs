using System.Collections.Concurrent;

namespace Plaza.Http.RateLimits;

/// <summary>
/// Counts requests in fixed windows, such as 300 in each five minutes for one token. Holds at most <see cref="MaxPartitions"/> counts. A full
/// table is cleared of windows that are over, at most once in ten seconds; while it stays full, all new keys share, in addition, one count for each
/// limit and window, from which nothing is taken back. Thread-safe.
/// </summary>
internal sealed class RequestCounter(TimeProvider clock, RateLimitShare share)
{
    public const int MaxPartitions = 50_000;

    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, Window> _windows = new();
    private int _partitions;
    private long _nextSweep = long.MinValue;

    /// <summary>How many counts are held, counted separately because <see cref="ConcurrentDictionary{TKey, TValue}.Count"/> takes all locks.</summary>
    public int Partitions => Volatile.Read(ref _partitions);

    /// <summary>Counts one request for the key.</summary>
    public RateLimitResult Count(string key, RateLimitRule rule)
    {
        var ends = EndOf(rule);
        if (share(rule.Limit) is var limit && limit != rule.Limit)
            rule = rule with { Limit = limit };

        if (Increment(key, ends, MaxPartitions) is { } count)
            return new(key, rule, count, ends);

        var shared = $"others:{rule.Limit} in {rule.Window}";
        return new(shared, rule, Increment(shared, ends, int.MaxValue)!.Value, ends);
    }

    /// <summary>Takes back one request that was counted for the key in the current window.</summary>
    public void Uncount(string key, RateLimitRule rule)
    {
        while (_windows.TryGetValue(key, out var window) && window.Ends == EndOf(rule) && window.Count > 0)
        {
            if (_windows.TryUpdate(key, window with { Count = window.Count - 1 }, window))
                return;
        }
    }

    private DateTimeOffset EndOf(RateLimitRule rule)
    {
        var seconds = (long)rule.Window.TotalSeconds;
        return DateTimeOffset.FromUnixTimeSeconds(((clock.GetUtcNow().ToUnixTimeSeconds() / seconds) + 1) * seconds);
    }

    /// <returns>The requests of the key in this window; null when the key is new and there are <paramref name="maxPartitions"/> others.</returns>
    private int? Increment(string key, DateTimeOffset ends, int maxPartitions)
    {
        while (true)
        {
            if (_windows.TryGetValue(key, out var window))
            {
                var next = new Window(ends, window.Ends == ends ? window.Count + 1 : 1);
                if (_windows.TryUpdate(key, next, window))
                    return next.Count;
            }
            else if (!TryReserve(maxPartitions))
            {
                return null;
            }
            else if (_windows.TryAdd(key, new(ends, 1)))
            {
                return 1;
            }
            else
            {
                Interlocked.Decrement(ref _partitions);
            }
        }
    }

    /// <summary>Reserves the place of a new key before it is added, so that concurrent ones cannot exceed the limit together.</summary>
    private bool TryReserve(int maxPartitions)
    {
        if (Partitions >= maxPartitions)
            Sweep(clock.GetUtcNow());

        if (Interlocked.Increment(ref _partitions) <= maxPartitions)
            return true;

        Interlocked.Decrement(ref _partitions);
        return false;
    }

    private void Sweep(DateTimeOffset now)
    {
        var due = Volatile.Read(ref _nextSweep);
        if (now.UtcTicks < due || Interlocked.CompareExchange(ref _nextSweep, (now + SweepInterval).UtcTicks, due) != due)
            return;

        foreach (var ended in _windows.Where(entry => entry.Value.Ends <= now))
        {
            // Not when the window was replaced meanwhile.
            if (_windows.TryRemove(ended))
                Interlocked.Decrement(ref _partitions);
        }
    }

    private sealed record Window(DateTimeOffset Ends, int Count);
}

/// <param name="Key">What was counted: the key of the request, or the one that all new keys share while the table is full.</param>
/// <param name="Count">The requests in this window, with this one.</param>
/// <param name="Resets">The end of the window, in UTC.</param>
internal sealed record RateLimitResult(string Key, RateLimitRule Rule, int Count, DateTimeOffset Resets)
{
    public int Remaining => Math.Max(0, Rule.Limit - Count);

    public bool IsExceeded => Count > Rule.Limit;

    /// <summary>Whether this is the first request of the window that exceeds the limit.</summary>
    public bool IsFirstExceeded => Count == Rule.Limit + 1;
}
