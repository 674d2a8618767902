namespace Plaza.Queries.Caching;

/// <summary>
/// A single value with a time to live (stale-while-revalidate): once it has expired, one caller loads it while the others get the old value. They
/// wait only where there is none yet. Thread-safe.
/// </summary>
/// <param name="timeToLive">Counted from the end of the load.</param>
/// <param name="load">Loads the value; one call at a time.</param>
/// <param name="isSame">Tells that a loaded value equals the old one, which is then kept, so that comparisons by reference still hold.</param>
public sealed class CachedValue<T>(
    TimeSpan timeToLive, TimeProvider clock, Func<CancellationToken, Task<T>> load, Func<T, T, bool>? isSame = null) : IDisposable
    where T : class
{
    private readonly SemaphoreSlim _loading = new(1, 1);
    private readonly Lock _changing = new();
    private volatile Entry? _entry;
    private int _version;

    private T? Fresh => _entry is { } entry && clock.GetUtcNow() - entry.LoadedAt < timeToLive ? entry.Value : null;

    public async ValueTask<T> ReadAsync(CancellationToken ct)
    {
        if (Fresh is { } fresh)
            return fresh;

        var isLoader = _loading.Wait(0, CancellationToken.None);
        if (!isLoader && _entry is { } stale)
            return stale.Value;

        if (!isLoader)
            await _loading.WaitAsync(ct);

        try
        {
            return Fresh ?? await LoadAsync(ct);
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <summary>Drops the value; a load that is under way is returned but not stored.</summary>
    public void Invalidate()
    {
        lock (_changing)
        {
            _version++;
            _entry = null;
        }
    }

    public void Dispose() => _loading.Dispose();

    private async Task<T> LoadAsync(CancellationToken ct)
    {
        var version = Volatile.Read(ref _version);
        var loaded = await load(ct);
        lock (_changing)
        {
            if (_entry is { } old && isSame?.Invoke(old.Value, loaded) is true)
                loaded = old.Value;

            if (version == _version)
                _entry = new(clock.GetUtcNow(), loaded);
        }

        return loaded;
    }

    private sealed record Entry(DateTimeOffset LoadedAt, T Value);
}
