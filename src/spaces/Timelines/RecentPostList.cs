using Plaza.Contracts.Ids;
using Plaza.Queries.Timelines;

namespace Plaza.Timelines;

/// <summary>
/// The newest posts of a timeline, sorted by id and complete from a lowest id upwards, so that it is known which pages it can serve. Removes the
/// oldest
/// posts once it exceeds <paramref name="capacity"/> by an eighth. Not thread-safe.
/// </summary>
internal sealed class RecentPostList(int capacity)
{
    private const int EntryOverheadBytes = 112;

    private long[] _ids = [];
    private PostFlags[]? _flags;
    private RepeatedBoosts? _boosts;
    private int _count;
    private long _lowestId;

    public int Capacity => capacity;

    /// <summary>The size in bytes.</summary>
    public long Bytes => EntryOverheadBytes + (_ids.Length * (_flags is null ? 8L : 9L)) + (_boosts?.Bytes ?? 0);

    /// <summary>Whether so many posts were removed that most pages need the database, although older posts exist.</summary>
    public bool NeedsReload => _lowestId > 0 && _count < capacity / 2;

    /// <summary>Stores the loaded posts: the newest, up to <see cref="Capacity"/>, newest first.</summary>
    public void Load(IReadOnlyList<Entry> newestFirst)
    {
        _count = newestFirst.Count;
        _ids = new long[LengthFor(_count)];
        _flags = newestFirst.Any(entry => entry.Flags is not PostFlags.None) ? new PostFlags[_ids.Length] : null;
        _boosts = newestFirst.Any(entry => entry.BoostOf != default) ? new(_ids.Length) : null;

        for (var at = 0; at < _count; at++)
        {
            var entry = newestFirst[_count - 1 - at];
            _ids[at] = entry.Post.Value;
            _flags?[at] = entry.Flags;
            _boosts?.Set(at, entry);
        }

        _lowestId = _count < capacity ? 0 : _ids[0];
    }

    /// <summary>Idempotent.</summary>
    public void Add(Entry entry)
    {
        var post = entry.Post.Value;
        if (post < _lowestId)
        {
            _boosts?.MarkUnknown(_ids.AsSpan(0, _count));
            return;
        }

        var at = _count is 0 || _ids[_count - 1] < post ? _count : FirstFrom(post);
        if (at < _count && _ids[at] == post)
            return;

        at -= RemoveOldest();
        if (at < 0)
            return;

        if (entry.Flags is not PostFlags.None)
            _flags ??= new PostFlags[_ids.Length];

        if (entry.BoostOf != default)
            _boosts ??= new(_ids.Length);

        _ids.AsSpan(at, _count - at).CopyTo(_ids.AsSpan(at + 1));
        _flags?.AsSpan(at, _count - at).CopyTo(_flags.AsSpan(at + 1));
        _boosts?.Move(at, at + 1, _count - at);
        _ids[at] = post;
        _flags?[at] = entry.Flags;
        _boosts?.Set(at, entry);
        _count++;
        _boosts?.Decide(_ids.AsSpan(0, _count), at, isFromBeginning: _lowestId is 0);
    }

    public void Remove(PostId post)
    {
        if (post.Value < _lowestId)
        {
            _boosts?.MarkUnknown(_ids.AsSpan(0, _count));
            return;
        }

        var at = FirstFrom(post.Value);
        if (at == _count || _ids[at] != post.Value)
            return;

        var isShown = _boosts?.At(at) is not Repeats.Yes;
        _count--;
        _ids.AsSpan(at + 1, _count - at).CopyTo(_ids.AsSpan(at));
        _flags?.AsSpan(at + 1, _count - at).CopyTo(_flags.AsSpan(at));
        _boosts?.Move(at + 1, at, _count - at);
        if (isShown)
            _boosts?.Decide(_ids.AsSpan(0, _count), at, isFromBeginning: _lowestId is 0);
    }

    /// <returns>The page, newest first; null when it reaches beyond the list, or to a boost that may repeat an older post.</returns>
    public PostId[]? TryPage(TimelinePageRequest request)
    {
        var paging = request.Paging;
        var above = paging.MinId ?? paging.SinceId ?? 0;
        var isForward = paging.MinId is not null;
        var reachesDown = above >= _lowestId - 1;
        if (isForward && !reachesDown)
            return null;

        var end = paging.MaxId is { } max ? FirstFrom(max) : _count;
        var start = above is 0 ? 0 : above is long.MaxValue ? _count : FirstFrom(above + 1);
        var page = new PostId[Math.Clamp(end - start, 0, paging.Limit)];
        var found = 0;
        for (var passed = 0; passed < end - start && found < page.Length; passed++)
        {
            var at = isForward ? start + passed : end - 1 - passed;
            var flags = _flags?[at] ?? PostFlags.None;
            var repeats = _boosts?.At(at) ?? Repeats.No;
            if ((flags & request.NeedsDatabase) is not PostFlags.None || repeats is Repeats.Unknown)
                return null;

            if ((flags & request.Exclude) is PostFlags.None && repeats is Repeats.No)
                page[found++] = new(_ids[at]);
        }

        if (found < paging.Limit && !reachesDown)
            return null;

        if (found < page.Length)
            Array.Resize(ref page, found);

        if (isForward)
            Array.Reverse(page);

        return page;
    }

    /// <returns>The number of removed posts.</returns>
    private int RemoveOldest()
    {
        if (_count < _ids.Length)
            return 0;

        if (_count < LengthFor(capacity))
        {
            Array.Resize(ref _ids, Math.Min(LengthFor(capacity), LengthFor(_count + (_count / 2))));
            if (_flags is not null)
                Array.Resize(ref _flags, _ids.Length);

            _boosts?.Resize(_ids.Length);
            return 0;
        }

        var removed = _count - capacity + 1;
        _count -= removed;
        _ids.AsSpan(removed, _count).CopyTo(_ids);
        _flags?.AsSpan(removed, _count).CopyTo(_flags);
        _boosts?.Drop(removed, _count);
        _lowestId = _ids[0];
        return removed;
    }

    private static int LengthFor(int count) => count + Math.Max(8, count / 8);

    private int FirstFrom(long id)
    {
        var at = _ids.AsSpan(0, _count).BinarySearch(id);
        return at < 0 ? ~at : at;
    }
}
