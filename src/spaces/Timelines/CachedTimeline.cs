using Plaza.Contracts.Ids;

namespace Plaza.Timelines;

/// <summary>
/// The newest part of one timeline in memory. It is created before its posts are loaded, and records changes during the load. <see cref="TryPage"/>
/// is thread-safe; <see cref="TimelineCache"/> serializes the other members.
/// </summary>
internal sealed class CachedTimeline
{
    /// <summary>Includes the entries of the dictionary and of the eviction list.</summary>
    private const int EntryOverheadBytes = 320;

    /// <summary>An id and its entry in <see cref="HomeIndex"/>, whose tables grow by doubling.</summary>
    private const int BytesOfAuthor = 52;

    private readonly Lock _gate = new();
    private readonly RecentPostList _posts;
    private List<(Entry Entry, bool IsAdded)>? _pendingChanges = [];

    public CachedTimeline(TimelineKey key, int capacity)
    {
        Key = key;
        _posts = new(capacity);
        Node = new(this);
    }

    public TimelineKey Key { get; }

    public int Capacity => _posts.Capacity;

    /// <summary>For home timelines: the accounts whose posts belong here.</summary>
    public AccountId[] Authors { get; set; } = [];

    /// <summary>For home timelines: authors whose boosts are hidden.</summary>
    public IReadOnlyCollection<AccountId> WithoutBoostsOf { get; set; } = [];

    /// <summary>Completes when the timeline is loaded or the load has failed.</summary>
    public Task Loading { get; set; } = Task.CompletedTask;

    /// <summary>The node in the eviction list.</summary>
    public LinkedListNode<CachedTimeline> Node { get; }

    /// <summary>Whether the timeline was read since eviction last examined it.</summary>
    public bool IsReferenced { get; set; } = true;

    public bool IsLoaded => _pendingChanges is null;

    public bool NeedsReload => IsLoaded && _posts.NeedsReload;

    public long Bytes => EntryOverheadBytes + _posts.Bytes + ((Authors.LongLength + WithoutBoostsOf.Count) * BytesOfAuthor);

    /// <summary>Stores the loaded posts, newest first, and applies the changes recorded during the load.</summary>
    public void Load(IReadOnlyList<Entry> newestFirst)
    {
        lock (_gate)
        {
            _posts.Load(newestFirst);
            foreach (var (entry, isAdded) in _pendingChanges ?? [])
                Apply(entry, isAdded);

            _pendingChanges = null;
        }
    }

    /// <returns>The growth in bytes.</returns>
    public long Add(Entry entry) => Record(entry, isAdded: true);

    /// <returns>The growth in bytes; negative when memory was released.</returns>
    public long Remove(PostId post) => Record(new(post), isAdded: false);

    /// <returns>The page, newest first; null when the timeline is not loaded yet or the page needs the database.</returns>
    public PostId[]? TryPage(TimelinePageRequest request)
    {
        if (!IsReferenced)
            IsReferenced = true;

        lock (_gate)
            return _pendingChanges is null ? _posts.TryPage(request) : null;
    }

    private long Record(Entry entry, bool isAdded)
    {
        lock (_gate)
        {
            if (_pendingChanges is not null)
            {
                _pendingChanges.Add((entry, isAdded));
                return 0;
            }

            var before = _posts.Bytes;
            Apply(entry, isAdded);
            return _posts.Bytes - before;
        }
    }

    private void Apply(Entry entry, bool isAdded)
    {
        if (isAdded)
            _posts.Add(entry);
        else
            _posts.Remove(entry.Post);
    }
}
