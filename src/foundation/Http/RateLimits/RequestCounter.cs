using System.Collections.Concurrent;

namespace Plaza.Http.RateLimits;

/// <summary>
/// Counts requests in fixed windows, such as 300 in each five minutes for one token. Holds at most <see cref="MaxPartitions"/> counts. A full
/// table is cleared of windows that are over, at most once in ten seconds; while it stays full, all new keys share one count. Thread-safe.
/// </summary>
internal sealed class RequestCounter(TimeProvider clock)
{
    public const int MaxPartitions = 50_000;

    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, Window> _windows = new();
    private long _nextSweep = long.MinValue;

    /// <summary>Counts one request for the key.</summary>
    public RateLimitResult Count(string key, RateLimitRule rule)
    {
        var ends = EndOf(rule);
        var window = _windows.AddOrUpdate(
            !_windows.ContainsKey(key) && IsFull() ? $"others:{rule}" : key,
            static (_, ends) => new Window(ends, 1),
            static (_, old, ends) => old.Ends == ends ? old with { Count = old.Count + 1 } : new(ends, 1),
            ends);

        return new(rule.Limit, Math.Max(0, rule.Limit - window.Count), ends, window.Count > rule.Limit);
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

    private bool IsFull()
    {
        if (_windows.Count < MaxPartitions)
            return false;

        Sweep(clock.GetUtcNow());
        return _windows.Count >= MaxPartitions;
    }

    private void Sweep(DateTimeOffset now)
    {
        var due = Volatile.Read(ref _nextSweep);
        if (now.UtcTicks < due || Interlocked.CompareExchange(ref _nextSweep, (now + SweepInterval).UtcTicks, due) != due)
            return;

        foreach (var (key, window) in _windows)
        {
            if (window.Ends <= now)
                _windows.TryRemove(key, out _);
        }
    }

    private sealed record Window(DateTimeOffset Ends, int Count);
}

/// <summary>At most <paramref name="Limit"/> requests in each window.</summary>
internal sealed record RateLimitRule(int Limit, TimeSpan Window);

/// <param name="Resets">The end of the window, in UTC.</param>
internal sealed record RateLimitResult(int Limit, int Remaining, DateTimeOffset Resets, bool IsExceeded);
