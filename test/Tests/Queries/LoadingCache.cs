using Plaza.Queries.Caching;

namespace Plaza.Tests.Queries;

/// <summary>A <see cref="BoundedCache{TKey,TValue}"/> that always loads in the same way.</summary>
internal sealed class LoadingCache(long sizeLimit, CacheMetrics metrics, Func<int, SizedTestEntry?> load)
{
    public BoundedCache<int, SizedTestEntry> Cache { get; } = new("notes", sizeLimit, metrics);

    public SizedTestEntry? Get(int key) => Cache.GetOrLoad(key, load, (load, key) => load(key));

    public void Invalidate(int key) => Cache.Invalidate(key);

    public void InvalidateAll() => Cache.InvalidateAll();
}
