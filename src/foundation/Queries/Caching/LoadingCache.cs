using System.Collections.Concurrent;

namespace Plaza.Queries.Caching;

/// <summary>
/// A <see cref="BoundedCache{TKey,TValue}"/> that loads misses, many keys in one query. Concurrent loads of a key share one query, unless the key was
/// invalidated in between. Thread-safe.
/// </summary>
internal sealed class LoadingCache<TKey, TValue>
    where TKey : notnull
    where TValue : class, ISizedEntry
{
    private readonly BoundedCache<TKey, TValue> _cache;
    private readonly BatchLoader<TKey, TValue> _load;
    private readonly ConcurrentDictionary<TKey, Batch> _loading = new();

    /// <inheritdoc cref="BoundedCache{TKey,TValue}(string, long, CacheMetrics)"/>
    /// <param name="name">The tag in metrics.</param>
    /// <param name="sizeLimit">In bytes.</param>
    /// <param name="metrics">Gets size, hits, misses and evictions.</param>
    /// <param name="load">Loads the values of some keys.</param>
    public LoadingCache(string name, long sizeLimit, CacheMetrics metrics, BatchLoader<TKey, TValue> load) =>
        (_cache, _load) = (new(name, sizeLimit, metrics), load);

    /// <returns>Whether the key is cached; the value is null where it is cached that the key does not exist.</returns>
    public bool TryGet(TKey key, out TValue? value) => _cache.TryGet(key, out value);

    /// <summary>Loads keys that were missing, and adds each to <paramref name="loaded"/>: with null where it does not exist.</summary>
    /// <param name="keys">Distinct keys.</param>
    /// <param name="loaded">Gets the values.</param>
    /// <param name="ct">Stops waiting. A query that others may wait for goes on.</param>
    public async ValueTask LoadAsync(IReadOnlyCollection<TKey> keys, Dictionary<TKey, TValue?> loaded, CancellationToken ct)
    {
        var own = new Dictionary<TKey, int>(keys.Count);
        List<(TKey Key, Task<Dictionary<TKey, TValue?>> Values)>? joined = null;
        foreach (var key in keys)
        {
            var version = _cache.GetVersion(key);
            if (_loading.TryGetValue(key, out var other) && other.Versions[key] == version)
                (joined ??= []).Add((key, other.Values));
            else
                own.Add(key, version);
        }

        if (own.Count > 0)
            await LoadAsync(own, loaded, ct);

        foreach (var (key, values) in joined ?? [])
            loaded[key] = (await values.WaitAsync(ct))[key];
    }

    public void Invalidate(TKey key) => _cache.Invalidate(key);

    public void InvalidateAll() => _cache.InvalidateAll();

    /// <param name="versions">The version of each key before the query.</param>
    /// <param name="loaded">Gets the values.</param>
    /// <param name="ct">Stops waiting.</param>
    private async ValueTask LoadAsync(Dictionary<TKey, int> versions, Dictionary<TKey, TValue?> loaded, CancellationToken ct)
    {
        var query = _load(versions.Keys, CancellationToken.None);
        if (query.IsCompletedSuccessfully) // SQLite: nobody can join what is over.
        {
            Store(versions, query.Result, loaded);
            return;
        }

        foreach (var (key, value) in await LoadSharedAsync(versions, query.AsTask()).WaitAsync(ct))
            loaded[key] = value;
    }

    /// <summary>Others can join until the query completes.</summary>
    private async Task<Dictionary<TKey, TValue?>> LoadSharedAsync(Dictionary<TKey, int> versions, Task<Dictionary<TKey, TValue>> query)
    {
        var batch = new Batch(versions);
        foreach (var key in versions.Keys)
            _loading[key] = batch;

        try
        {
            var values = new Dictionary<TKey, TValue?>(versions.Count);
            Store(versions, await query, values);
            batch.Complete(values);
            return values;
        }
        catch (Exception fault)
        {
            batch.Fail(fault);
            throw;
        }
        finally
        {
            foreach (var key in versions.Keys)
                _loading.TryRemove(new(key, batch));
        }
    }

    private void Store(Dictionary<TKey, int> versions, Dictionary<TKey, TValue> found, Dictionary<TKey, TValue?> loaded)
    {
        foreach (var (key, version) in versions)
            loaded[key] = _cache.GetOrAdd(key, found.GetValueOrDefault(key), version);
    }

    /// <summary>The keys of one query.</summary>
    /// <param name="versions">The version of each key before the query.</param>
    private sealed class Batch(Dictionary<TKey, int> versions)
    {
        private readonly TaskCompletionSource<Dictionary<TKey, TValue?>> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Dictionary<TKey, int> Versions => versions;

        public Task<Dictionary<TKey, TValue?>> Values => _completion.Task;

        public void Complete(Dictionary<TKey, TValue?> values) => _completion.SetResult(values);

        public void Fail(Exception fault)
        {
            _completion.SetException(fault);
            _ = _completion.Task.Exception; // Observed, also where nobody joined.
        }
    }
}

/// <summary>Loads the values of some keys; those that do not exist are left out.</summary>
internal delegate ValueTask<Dictionary<TKey, TValue>> BatchLoader<TKey, TValue>(IReadOnlyCollection<TKey> keys, CancellationToken ct)
    where TKey : notnull;
