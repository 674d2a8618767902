using Plaza.Contracts.Ids;

namespace Plaza.Timelines;

/// <summary>
/// The newest part of one timeline, in memory. It is there before its posts are read from tables, and notes what happens
/// meanwhile. Any thread may read a page; the rest is for <see cref="TimelineCache"/>, one thread at a time.
/// </summary>
internal sealed class CachedTimeline
{
    /// <summary>With its places in the tables that lead to it.</summary>
    private const int EntryOverheadBytes = 320;

    /// <summary>An id, and the place among the author's readers, in tables that grow by doubling.</summary>
    private const int BytesOfAuthor = 52;

    private readonly Lock _gate = new();
    private readonly RecentPostList _posts;
    private List<(Entry Entry, bool IsThere)>? _meanwhile = [];

    public CachedTimeline(TimelineKey key, int most)
    {
        Key = key;
        _posts = new(most);
        Place = new(this);
    }

    public TimelineKey Key { get; }

    public int Capacity => _posts.Capacity;

    /// <summary>Whose posts may stand on it; for homes.</summary>
    public AccountId[] Authors { get; set; } = [];

    /// <summary>Those of the authors whose boosts do not stand on it; for homes.</summary>
    public IReadOnlyCollection<AccountId> WithoutBoostsOf { get; set; } = [];

    /// <summary>Ends when it is loaded, or was given up.</summary>
    public Task Loading { get; set; } = Task.CompletedTask;

    /// <summary>Where it waits to be looked at when room is needed.</summary>
    public LinkedListNode<CachedTimeline> Place { get; }

    /// <summary>Whether somebody has read it since it was last looked at.</summary>
    public bool IsReferenced { get; set; } = true;

    public bool IsLoaded => _meanwhile is null;

    public bool IsWorn => IsLoaded && _posts.NeedsReload;

    public long Bytes => EntryOverheadBytes + _posts.Bytes + ((Authors.LongLength + WithoutBoostsOf.Count) * BytesOfAuthor);

    /// <summary>Takes over what was read from tables, newest first, and then what happened while it was read.</summary>
    public void Load(IReadOnlyList<Entry> read)
    {
        lock (_gate)
        {
            _posts.Load(read);
            foreach (var (entry, isThere) in _meanwhile ?? [])
                Put(entry, isThere);

            _meanwhile = null;
        }
    }

    /// <returns>How many bytes more it takes now.</returns>
    public long Add(Entry entry) => Note(entry, isThere: true);

    /// <returns>How many bytes more it takes now.</returns>
    public long Remove(PostId post) => Note(new(post), isThere: false);

    /// <returns>Newest first; null when it is not loaded yet or the tables must be asked.</returns>
    public PostId[]? TryPage(TimelinePageRequest wanted)
    {
        if (!IsReferenced)
            IsReferenced = true;

        lock (_gate)
            return _meanwhile is null ? _posts.TryPage(wanted) : null;
    }

    private long Note(Entry entry, bool isThere)
    {
        lock (_gate)
        {
            if (_meanwhile is not null)
            {
                _meanwhile.Add((entry, isThere));
                return 0;
            }

            var before = _posts.Bytes;
            Put(entry, isThere);
            return _posts.Bytes - before;
        }
    }

    private void Put(Entry entry, bool isThere)
    {
        if (isThere)
            _posts.Add(entry);
        else
            _posts.Remove(entry.Post);
    }
}
