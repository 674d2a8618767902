using System.Collections.Concurrent;

namespace Plaza.Queries.Caching;

/// <summary>
/// A cache with a size limit in bytes and clock (second-chance) eviction. Caches misses too: a null value says that the key does not exist. A load that
/// races with an invalidation is returned but not stored: it may predate the change. Reads take no lock. Thread-safe.
/// </summary>
internal sealed class BoundedCache<TKey, TValue>
    where TKey : notnull
    where TValue : class, ISizedEntry
{
    private const int Stripes = 1024;
    private const int EntryOverheadBytes = 160;

    private readonly long _sizeLimit;
    private readonly CacheCounters _counters;
    private readonly ConcurrentDictionary<TKey, Entry> _entries = new();
    private readonly Lock _changing = new();
    private readonly Queue<(TKey Key, long Number)> _clock = new();
    private readonly int[] _versions = new int[Stripes];
    private long _bytes;
    private long _lastNumber;
    private int _count;

    /// <param name="name">The tag in metrics.</param>
    /// <param name="sizeLimit">In bytes.</param>
    /// <param name="metrics">Gets size, hits, misses and evictions.</param>
    public BoundedCache(string name, long sizeLimit, CacheMetrics metrics)
    {
        _sizeLimit = sizeLimit;
        _counters = metrics.Register(name, sizeLimit, () => Volatile.Read(ref _bytes));
    }

    /// <returns>Whether the key is cached; the value is null where it is cached that the key does not exist.</returns>
    public bool TryGet(TKey key, out TValue? value)
    {
        if (_entries.TryGetValue(key, out var entry))
        {
            value = Use(entry);
            return true;
        }

        _counters.Miss();
        value = null;
        return false;
    }

    /// <summary>Adds a value, or null where the key does not exist, unless the key was invalidated since <paramref name="version"/> was read.</summary>
    /// <returns>The value that is cached already, otherwise <paramref name="value"/>.</returns>
    public TValue? GetOrAdd(TKey key, TValue? value, int version)
    {
        lock (_changing)
        {
            if (_entries.TryGetValue(key, out var other))
                return other.Value;

            if (version == GetVersion(key))
                Add(key, value);

            return value;
        }
    }

    /// <summary>Finds a value without loading it.</summary>
    /// <param name="isCurrent">Whether a cached value may be used; else it counts as a miss and stays until it is replaced.</param>
    public TValue? Find(TKey key, Func<TValue, bool> isCurrent)
    {
        if (_entries.TryGetValue(key, out var entry) && entry.Value is { } value && isCurrent(value))
            return Use(entry);

        _counters.Miss();
        return null;
    }

    /// <summary>To be read before a value is loaded, for <see cref="Store"/> and <see cref="GetOrAdd"/>.</summary>
    public int GetVersion(TKey key) => Volatile.Read(ref _versions[StripeOf(key)]);

    /// <summary>Adds or replaces a value, unless the key was invalidated since <paramref name="version"/> was read.</summary>
    public void Store(TKey key, TValue value, int version)
    {
        lock (_changing)
        {
            if (version != GetVersion(key))
                return;

            Remove(key);
            Add(key, value);
        }
    }

    public void Invalidate(TKey key)
    {
        lock (_changing)
        {
            _versions[StripeOf(key)]++;
            Remove(key);
            SweepClock();
        }
    }

    /// <summary>Invalidates the values that match, and every load that is under way. Takes as long as the cache is large.</summary>
    public void InvalidateWhere(Func<TValue, bool> matches)
    {
        lock (_changing)
        {
            IncrementVersions();
            foreach (var (key, entry) in _entries)
            {
                if (entry.Value is null || matches(entry.Value))
                    Remove(key);
            }

            SweepClock();
        }
    }

    public void InvalidateAll()
    {
        lock (_changing)
        {
            IncrementVersions();
            _entries.Clear();
            _clock.Clear();
            (_bytes, _count) = (0, 0);
        }
    }

    /// <summary>Multiplicative hashing: consecutive ids differ in few bits only.</summary>
    private static int StripeOf(TKey key) => (int)((uint)key.GetHashCode() * 0x9E3779B1u >> 22);

    private TValue? Use(Entry entry)
    {
        _counters.Hit();
        if (!entry.IsReferenced)
            entry.IsReferenced = true;

        return entry.Value;
    }

    private void IncrementVersions()
    {
        for (var stripe = 0; stripe < Stripes; stripe++)
            _versions[stripe]++;
    }

    /// <summary>A value larger than the limit would evict all others and then itself, so it is not stored.</summary>
    private void Add(TKey key, TValue? value)
    {
        var entry = new Entry(value, EntryOverheadBytes + (value?.Bytes ?? 0), ++_lastNumber);
        if (entry.Bytes > _sizeLimit)
            return;

        _entries[key] = entry;
        _clock.Enqueue((key, entry.Number));
        _bytes += entry.Bytes;
        _count++;
        Evict();
    }

    private void Evict()
    {
        while (_bytes > _sizeLimit && _clock.TryDequeue(out var oldest))
        {
            if (Find(oldest) is not { } entry)
                continue;

            if (entry.IsReferenced)
            {
                entry.IsReferenced = false;
                _clock.Enqueue(oldest);
                continue;
            }

            Remove(oldest.Key);
            _counters.Evict();
        }
    }

    private void Remove(TKey key)
    {
        if (!_entries.TryRemove(key, out var entry))
            return;

        _bytes -= entry.Bytes;
        _count--;
    }

    /// <summary>
    /// Drops the places of removed entries from the clock once they are the larger part of it. Entries are counted here, since
    /// <c>ConcurrentDictionary.Count</c> takes all of its locks.
    /// </summary>
    private void SweepClock()
    {
        if (_clock.Count <= (2 * _count) + Stripes)
            return;

        for (var left = _clock.Count; left > 0; left--)
        {
            var slot = _clock.Dequeue();
            if (Find(slot) is not null)
                _clock.Enqueue(slot);
        }
    }

    /// <returns>Null when the entry was removed or replaced since it came into the clock.</returns>
    private Entry? Find((TKey Key, long Number) slot) =>
        _entries.TryGetValue(slot.Key, out var entry) && entry.Number == slot.Number ? entry : null;

    private sealed class Entry(TValue? value, int bytes, long number)
    {
        public TValue? Value => value;

        public int Bytes => bytes;

        /// <summary>Identifies the entry in the clock, which thus does not keep removed values alive.</summary>
        public long Number => number;

        public volatile bool IsReferenced;
    }
}
