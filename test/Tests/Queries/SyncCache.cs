using Plaza.Queries.Caching;

namespace Plaza.Tests.Queries;

/// <summary>A <see cref="LoadingCache{TKey,TValue}"/> of numbers that is read one by one and loads without waiting.</summary>
internal sealed class SyncCache(long sizeLimit, CacheMetrics metrics, Func<int, SizedTestEntry?> load)
{
    private readonly LoadingCache<int, SizedTestEntry> _cache = new("notes", sizeLimit, metrics, (keys, _) => new(Load(keys, load)));

    public SizedTestEntry? Get(int key)
    {
        var reader = new CacheReader<int, SizedTestEntry>(_cache);
        for (var found = reader.Find(key); ; found = reader.Find(key))
        {
            if (reader.IsComplete)
                return found;

            reader.LoadMissingAsync(TestContext.Current.CancellationToken).GetAwaiter().GetResult();
        }
    }

    public void Invalidate(int key) => _cache.Invalidate(key);

    public void InvalidateAll() => _cache.InvalidateAll();

    private static Dictionary<int, SizedTestEntry> Load(IEnumerable<int> keys, Func<int, SizedTestEntry?> load) =>
        keys.Select(key => (Key: key, Entry: load(key))).Where(loaded => loaded.Entry is not null).ToDictionary(loaded => loaded.Key, loaded => loaded.Entry!);
}
