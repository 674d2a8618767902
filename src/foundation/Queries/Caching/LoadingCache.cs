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
        var own = new Batch();
        var joined = new List<(TKey Key, Batch Batch)>();
        foreach (var key in keys)
        {
            var version = _cache.GetVersion(key);
            if (_loading.TryGetValue(key, out var other) && other.Versions.TryGetValue(key, out var began) && began == version)
            {
                joined.Add((key, other));
                continue;
            }

            own.Versions.Add(key, version);
        }

        if (own.Versions.Count > 0)
            await LoadAsync(own).WaitAsync(ct);

        foreach (var key in own.Versions.Keys)
            loaded[key] = own.Values[key];

        foreach (var (key, batch) in joined)
            loaded[key] = (await batch.Task.WaitAsync(ct))[key];
    }

    public void Invalidate(TKey key) => _cache.Invalidate(key);

    public void InvalidateAll() => _cache.InvalidateAll();

    private async Task LoadAsync(Batch batch)
    {
        foreach (var key in batch.Versions.Keys)
            _loading[key] = batch;

        try
        {
            var found = await _load(batch.Versions.Keys, CancellationToken.None);
            foreach (var (key, version) in batch.Versions)
                batch.Values[key] = _cache.GetOrAdd(key, found.GetValueOrDefault(key), version);

            batch.Complete();
        }
        catch (Exception fault)
        {
            batch.Fail(fault);
            throw;
        }
        finally
        {
            foreach (var key in batch.Versions.Keys)
                _loading.TryRemove(new(key, batch));
        }
    }

    /// <summary>The keys of one query.</summary>
    private sealed class Batch
    {
        private readonly TaskCompletionSource<Dictionary<TKey, TValue?>> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>The version of each key before the query.</summary>
        public Dictionary<TKey, int> Versions { get; } = [];

        public Dictionary<TKey, TValue?> Values { get; } = [];

        public Task<Dictionary<TKey, TValue?>> Task => _completion.Task;

        public void Complete() => _completion.SetResult(Values);

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
