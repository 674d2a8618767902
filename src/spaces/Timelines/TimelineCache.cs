using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Plaza.Contracts;
using Plaza.Contracts.Ids;

namespace Plaza.Timelines;

/// <summary>
/// The timelines that somebody reads, within a budget of bytes: when it is used up, those go that were not read for long, and are
/// loaded from tables when asked for again. Safe to use from any thread; a page is read without waiting for other timelines.
/// </summary>
internal sealed class TimelineCache
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<TimelineKey, CachedTimeline> _loaded = new(concurrencyLevel: 1, capacity: 1024);
    private readonly HomeIndex _readers = new();
    private readonly LinkedList<CachedTimeline> _round = [];
    private readonly long _budget;
    private readonly TimelineMetrics _telemetry;
    private long _bytes;

    public TimelineCache(IOptions<TimelinesOptions> options, TimelineMetrics telemetry)
    {
        _budget = options.Value.MemoryBytes;
        _telemetry = telemetry;
        telemetry.Watch(() => Bytes, _budget, () => _loaded.Keys);
    }

    /// <summary>How much memory the timelines take, as far as that can be worked out.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    public bool Has(TimelineKey key) => _loaded.ContainsKey(key);

    /// <returns>Null when the tables must be asked, and perhaps the timeline be loaded.</returns>
    public Page<PostId>? TryPage(TimelineKey key, TimelinePageRequest wanted)
    {
        if (!_loaded.TryGetValue(key, out var timeline) || timeline.TryPage(wanted) is not { } page)
            return null;

        _telemetry.Hit(key.Kind);
        return new(page);
    }

    /// <summary>For a page that memory did not have: loads the timeline where it is not, and asks the tables where that does not help.</summary>
    public async Task<Page<PostId>> PageAsync(
        TimelineKey key, TimelinePageRequest wanted, int most, Func<CachedTimeline, Task> fill, Func<CancellationToken, Task<List<PostId>>> ask, CancellationToken ct)
    {
        _telemetry.Miss(key.Kind);
        await LoadAsync(key, most, fill).WaitAsync(ct);
        var page = _loaded.TryGetValue(key, out var timeline) ? timeline.TryPage(wanted) : null;
        return new(page ?? (IReadOnlyList<PostId>)await ask(ct));
    }

    /// <summary>All who ask for the same timeline wait for one loading, which goes on when one of them leaves.</summary>
    public Task LoadAsync(TimelineKey key, int most, Func<CachedTimeline, Task> fill)
    {
        lock (_gate)
        {
            if (_loaded.TryGetValue(key, out var known))
                return known.Loading;

            var timeline = new CachedTimeline(key, most);
            _loaded[key] = timeline;
            _round.AddLast(timeline.Place);
            _bytes += timeline.Bytes;
            return timeline.Loading = Task.Run(() => LoadAsync(timeline, fill));
        }
    }

    /// <summary>Before its posts are read: whose posts are to be noted while they are.</summary>
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
            _readers.Add(home);
        }
    }

    /// <summary>What was read is not kept when the timeline was forgotten meanwhile, since it may have changed.</summary>
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

    /// <summary>Adds a post to the homes of its author's readers, as far as it belongs there.</summary>
    public void AddToReaders(AccountId author, Entry entry, Func<CachedTimeline, bool> belongs)
    {
        lock (_gate)
        {
            foreach (var home in _readers.Of(author))
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
            foreach (var home in _readers.Of(author).ToArray())
                Remove(home, post);
        }
    }

    /// <summary>Whether posts of this account may stand on the home. Not known before its loading has come so far.</summary>
    public bool Follows(CachedTimeline home, AccountId account)
    {
        lock (_gate)
            return _readers.Has(account, home);
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
            _round.Clear();
            _readers.Clear();
            _bytes = 0;
        }
    }

    private async Task LoadAsync(CachedTimeline timeline, Func<CachedTimeline, Task> fill)
    {
        try
        {
            await fill(timeline);
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

    /// <summary>One whose posts are mostly gone is better read anew.</summary>
    private void Remove(CachedTimeline timeline, PostId post)
    {
        _bytes += timeline.Remove(post);
        if (timeline.IsWorn)
            Remove(timeline);
    }

    /// <summary>Goes round: what was read since the last time stays for another round, so each reading saves a timeline once.</summary>
    private void Evict()
    {
        while (_bytes > _budget && _round.First is { Value: var oldest })
        {
            if (oldest.IsReferenced)
            {
                oldest.IsReferenced = false;
                _round.RemoveFirst();
                _round.AddLast(oldest.Place);
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
        _round.Remove(timeline.Place);
        _readers.Remove(timeline);
        _bytes -= timeline.Bytes;
    }

    private bool IsCached(CachedTimeline timeline) => _loaded.TryGetValue(timeline.Key, out var kept) && kept == timeline;
}
