using System.Collections.Concurrent;

namespace Plaza.Server.Http;

/// <summary>
/// Counts requests in fixed windows, such as 300 in each five minutes for one token. Safe to use from any thread; a full
/// table is swept of windows that are over, so it holds about as many keys as were active in the longest window.
/// </summary>
internal sealed class RateLimits(TimeProvider clock)
{
    private const int Full = 50_000;

    private readonly ConcurrentDictionary<string, Window> _windows = new();

    /// <summary>Counts one request for the key.</summary>
    public RateLimitVerdict Count(string key, RateLimit limit)
    {
        var now = clock.GetUtcNow();
        var seconds = (long)limit.Window.TotalSeconds;
        var ends = DateTimeOffset.FromUnixTimeSeconds(((now.ToUnixTimeSeconds() / seconds) + 1) * seconds);

        if (_windows.Count > Full)
            Sweep(now);

        var window = _windows.AddOrUpdate(
            key,
            static (_, ends) => new Window(ends, 1),
            static (_, old, ends) => old.Ends == ends ? old with { Count = old.Count + 1 } : new(ends, 1),
            ends);

        return new(limit.Most, Math.Max(0, limit.Most - window.Count), ends, window.Count > limit.Most);
    }

    private void Sweep(DateTimeOffset now)
    {
        foreach (var (key, window) in _windows)
        {
            if (window.Ends <= now)
                _windows.TryRemove(key, out _);
        }
    }

    private sealed record Window(DateTimeOffset Ends, int Count);
}

/// <summary>So many requests in each window.</summary>
internal sealed record RateLimit(int Most, TimeSpan Window);

/// <param name="Resets">When the window ends and counting starts anew, in UTC.</param>
internal sealed record RateLimitVerdict(int Most, int Remaining, DateTimeOffset Resets, bool IsExceeded);
