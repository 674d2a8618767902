namespace Plaza.Queries.Caching;

/// <summary>
/// What one call reads from a cache. Missing keys are collected, so that one query can load them all. Loaded values stay for the call, also where
/// the cache did not store them because they were invalidated. Not thread-safe.
/// </summary>
/// <param name="cache">The cache.</param>
/// <param name="mayExist">Keys for which it is false are neither loaded nor cached.</param>
internal sealed class CacheReader<TKey, TValue>(LoadingCache<TKey, TValue> cache, Func<TKey, bool>? mayExist = null)
    where TKey : notnull
    where TValue : class, ISizedEntry
{
    private Dictionary<TKey, TValue?>? _loaded;
    private HashSet<TKey>? _missing;

    public bool IsComplete => _missing is not { Count: > 0 };

    /// <returns>Null where the key does not exist, or is missing: then <see cref="IsComplete"/> is false.</returns>
    public TValue? Find(TKey key)
    {
        if (_loaded is not null && _loaded.TryGetValue(key, out var loaded))
            return loaded;

        if (_missing?.Contains(key) is true || mayExist?.Invoke(key) is false)
            return null;

        if (cache.TryGet(key, out var cached))
            return cached;

        (_missing ??= []).Add(key);
        return null;
    }

    /// <summary>Loads the missing keys in one query.</summary>
    public async Task LoadMissingAsync(CancellationToken ct)
    {
        if (_missing is not { Count: > 0 } missing)
            return;

        await cache.LoadAsync(missing, _loaded ??= [], ct);
        missing.Clear();
    }
}
