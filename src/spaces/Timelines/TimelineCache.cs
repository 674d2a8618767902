using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Plaza.Contracts;
using Plaza.Contracts.Ids;

namespace Plaza.Timelines;

/// <summary>
/// Caches recently read timelines, size limit in bytes, clock (second-chance) eviction; evicted timelines are loaded from the database when read
/// again. Thread-safe; reading a page does not wait for other timelines.
/// </summary>
internal sealed class TimelineCache
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<TimelineKey, CachedTimeline> _loaded = new(concurrencyLevel: 1, capacity: 1024);
    private readonly HomeIndex _homes = new();
    private readonly LinkedList<CachedTimeline> _evictionOrder = [];
    private readonly long _sizeLimit;
    private readonly TimelineMetrics _metrics;
    private long _bytes;

    public TimelineCache(IOptions<TimelinesOptions> options, TimelineMetrics metrics)
    {
        _sizeLimit = options.Value.MemoryBytes;
        _metrics = metrics;
        metrics.Watch(() => Bytes, _sizeLimit, () => _loaded.Keys);
    }

    /// <summary>The estimated size in bytes.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    public bool Has(TimelineKey key) => _loaded.ContainsKey(key);

    /// <returns>Null on a cache miss; call <see cref="PageAsync"/> then.</returns>
    public Page<PostId>? TryPage(TimelineKey key, TimelinePageRequest request)
    {
        if (!_loaded.TryGetValue(key, out var timeline) || timeline.TryPage(request) is not { } page)
            return null;

        _metrics.Hit(key.Kind);
        return new(page);
    }

    /// <summary>Reads a page after a cache miss: loads the timeline, and queries the database if the page is not in the loaded part.</summary>
    public async Task<Page<PostId>> PageAsync(
        TimelineKey key, TimelinePageRequest request, int capacity, Func<CachedTimeline, Task> load, Func<CancellationToken, Task<List<PostId>>> query, CancellationToken ct)
    {
        _metrics.Miss(key.Kind);
        await LoadAsync(key, capacity, load).WaitAsync(ct);
        var page = _loaded.TryGetValue(key, out var timeline) ? timeline.TryPage(request) : null;
        return new(page ?? (IReadOnlyList<PostId>)await query(ct));
    }

    /// <summary>Concurrent callers share one load, which continues when a caller is cancelled.</summary>
    public Task LoadAsync(TimelineKey key, int capacity, Func<CachedTimeline, Task> load)
    {
        lock (_gate)
        {
            if (_loaded.TryGetValue(key, out var cached))
                return cached.Loading;

            var timeline = new CachedTimeline(key, capacity);
            _loaded[key] = timeline;
            _evictionOrder.AddLast(timeline.Node);
            _bytes += timeline.Bytes;
            return timeline.Loading = Task.Run(() => LoadAsync(timeline, load));
        }
    }

    /// <summary>Registers the authors of a home timeline before its posts are loaded, so that their new posts are recorded during the load.</summary>
    public void RegisterAuthors(CachedTimeline home, AccountId[] authors, IReadOnlyCollection<AccountId>? withoutBoostsOf = null)
    {
        lock (_gate)
        {
            if (!IsCached(home))
                return;

            _bytes -= home.Bytes;
            home.Authors = authors;
            home.WithoutBoostsOf = withoutBoostsOf ?? [];
            _bytes += home.Bytes;
            _homes.Add(home);
        }
    }

    /// <summary>Drops the loaded posts when the timeline was invalidated during the load: they may predate the change.</summary>
    public void Load(CachedTimeline timeline, IReadOnlyList<Entry> newestFirst)
    {
        lock (_gate)
        {
            if (!IsCached(timeline))
                return;

            _bytes -= timeline.Bytes;
            timeline.Load(newestFirst);
            _bytes += timeline.Bytes;
            Evict();
        }
    }

    public void Add(TimelineKey key, Entry entry)
    {
        lock (_gate)
        {
            if (_loaded.TryGetValue(key, out var timeline))
                _bytes += timeline.Add(entry);

            Evict();
        }
    }

    public void Remove(TimelineKey key, PostId post)
    {
        lock (_gate)
        {
            if (_loaded.TryGetValue(key, out var timeline))
                Remove(timeline, post);
        }
    }

    /// <summary>Adds a post to the cached home timelines of its author's followers that <paramref name="belongs"/> accepts.</summary>
    public void AddToReaders(AccountId author, Entry entry, Func<CachedTimeline, bool> belongs)
    {
        lock (_gate)
        {
            foreach (var home in _homes.Of(author))
            {
                if (belongs(home))
                    _bytes += home.Add(entry);
            }

            Evict();
        }
    }

    public void RemoveFromReaders(AccountId author, PostId post)
    {
        lock (_gate)
        {
            foreach (var home in _homes.Of(author).ToArray())
                Remove(home, post);
        }
    }

    /// <summary>Whether the home timeline has this account among its authors. False before <see cref="RegisterAuthors"/>.</summary>
    public bool Follows(CachedTimeline home, AccountId account)
    {
        lock (_gate)
            return _homes.Has(account, home);
    }

    public void Invalidate(TimelineKey key)
    {
        lock (_gate)
        {
            if (_loaded.TryGetValue(key, out var timeline))
                Remove(timeline);
        }
    }

    public void InvalidateAll()
    {
        lock (_gate)
        {
            _loaded.Clear();
            _evictionOrder.Clear();
            _homes.Clear();
            _bytes = 0;
        }
    }

    private async Task LoadAsync(CachedTimeline timeline, Func<CachedTimeline, Task> load)
    {
        try
        {
            await load(timeline);
        }
        finally
        {
            lock (_gate)
            {
                if (!timeline.IsLoaded && IsCached(timeline))
                    Remove(timeline);
            }
        }
    }

    /// <summary>A timeline that has lost capacity of its posts is evicted, to be loaded again.</summary>
    private void Remove(CachedTimeline timeline, PostId post)
    {
        _bytes += timeline.Remove(post);
        if (timeline.NeedsReload)
            Remove(timeline);
    }

    /// <summary>Second-chance eviction: a timeline that was read since it was last examined stays for another round.</summary>
    private void Evict()
    {
        while (_bytes > _sizeLimit && _evictionOrder.First is { Value: var oldest })
        {
            if (oldest.IsReferenced)
            {
                oldest.IsReferenced = false;
                _evictionOrder.RemoveFirst();
                _evictionOrder.AddLast(oldest.Node);
            }
            else
            {
                Remove(oldest);
            }
        }
    }

    private void Remove(CachedTimeline timeline)
    {
        _loaded.TryRemove(timeline.Key, out _);
        _evictionOrder.Remove(timeline.Node);
        _homes.Remove(timeline);
        _bytes -= timeline.Bytes;
    }

    private bool IsCached(CachedTimeline timeline) => _loaded.TryGetValue(timeline.Key, out var cached) && cached == timeline;
}
