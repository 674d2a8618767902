using System.Collections.Concurrent;

namespace Plaza.Server.Http;

/// <summary>
/// Counts requests in fixed windows, such as 300 in each five minutes for one token. Safe to use from any thread. A full
/// table is swept of windows that are over, at most once in ten seconds; while that is not enough, all whom it does not
/// know yet share one count.
/// </summary>
internal sealed class RequestCounter(TimeProvider clock)
{
    public const int MaxPartitions = 50_000;

    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, Window> _windows = new();
    private long _nextSweep = long.MinValue;

    /// <summary>Counts one request for the key.</summary>
    public RateLimitResult Count(string key, RateLimitRule limit)
    {
        var ends = EndOf(limit);
        var window = _windows.AddOrUpdate(
            !_windows.ContainsKey(key) && IsFull() ? $"others:{limit}" : key,
            static (_, ends) => new Window(ends, 1),
            static (_, old, ends) => old.Ends == ends ? old with { Count = old.Count + 1 } : new(ends, 1),
            ends);

        return new(limit.Most, Math.Max(0, limit.Most - window.Count), ends, window.Count > limit.Most);
    }

    /// <summary>Takes one request back that was counted for the key in the window that runs now.</summary>
    public void Uncount(string key, RateLimitRule limit)
    {
        while (_windows.TryGetValue(key, out var window) && window.Ends == EndOf(limit) && window.Count > 0)
        {
            if (_windows.TryUpdate(key, window with { Count = window.Count - 1 }, window))
                return;
        }
    }

    private DateTimeOffset EndOf(RateLimitRule limit)
    {
        var seconds = (long)limit.Window.TotalSeconds;
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
        if (now.UtcTicks < due || Interlocked.CompareExchange(ref _nextSweep, (now + BetweenSweeps).UtcTicks, due) != due)
            return;

        foreach (var (key, window) in _windows)
        {
            if (window.Ends <= now)
                _windows.TryRemove(key, out _);
        }
    }

    private sealed record Window(DateTimeOffset Ends, int Count);
}

/// <summary>So many requests in each window.</summary>
internal sealed record RateLimitRule(int Most, TimeSpan Window);

/// <param name="Resets">When the window ends and counting starts anew, in UTC.</param>
internal sealed record RateLimitResult(int Most, int Remaining, DateTimeOffset Resets, bool IsExceeded);
