using Plaza.Contracts.Ids;
using Plaza.Queries.Timelines;

namespace Plaza.Timelines;

/// <summary>
/// The newest posts of a list, by id: all from a floor upwards, so that one knows for which pages they suffice. Takes off the
/// oldest once there are an eighth more than <paramref name="most"/>. Not safe for several threads.
/// </summary>
internal sealed class RecentPostList(int most)
{
    private const int EntryOverheadBytes = 112;

    private long[] _ids = [];
    private PostFlags[]? _marks;
    private RepeatedBoosts? _boosts;
    private int _count;
    private long _floor;

    public int Capacity => most;

    /// <summary>How much memory it takes.</summary>
    public long Bytes => EntryOverheadBytes + (_ids.Length * (_marks is null ? 8L : 9L)) + (_boosts?.Bytes ?? 0);

    /// <summary>So many were removed that most pages need the tables, though there are older ones to be had.</summary>
    public bool NeedsReload => _floor > 0 && _count < most / 2;

    /// <summary>Takes over what was read from tables: the newest, up to <see cref="Capacity"/>, newest first.</summary>
    public void Load(IReadOnlyList<Entry> newestFirst)
    {
        _count = newestFirst.Count;
        _ids = new long[Room(_count)];
        _marks = newestFirst.Any(entry => entry.Marks is not PostFlags.None) ? new PostFlags[_ids.Length] : null;
        _boosts = newestFirst.Any(entry => entry.BoostOf != default) ? new(_ids.Length) : null;

        for (var at = 0; at < _count; at++)
        {
            var entry = newestFirst[_count - 1 - at];
            _ids[at] = entry.Post.Value;
            _marks?[at] = entry.Marks;
            _boosts?.Set(at, entry);
        }

        _floor = _count < most ? 0 : _ids[0];
    }

    /// <summary>Adding one twice does no harm.</summary>
    public void Add(Entry entry)
    {
        var post = entry.Post.Value;
        if (post < _floor)
        {
            _boosts?.DoubtAll(_ids.AsSpan(0, _count));
            return;
        }

        var at = _count is 0 || _ids[_count - 1] < post ? _count : FirstFrom(post);
        if (at < _count && _ids[at] == post)
            return;

        at -= MakeRoom();
        if (at < 0)
            return;

        if (entry.Marks is not PostFlags.None)
            _marks ??= new PostFlags[_ids.Length];

        if (entry.BoostOf != default)
            _boosts ??= new(_ids.Length);

        _ids.AsSpan(at, _count - at).CopyTo(_ids.AsSpan(at + 1));
        _marks?.AsSpan(at, _count - at).CopyTo(_marks.AsSpan(at + 1));
        _boosts?.Move(at, at + 1, _count - at);
        _ids[at] = post;
        _marks?[at] = entry.Marks;
        _boosts?.Set(at, entry);
        _count++;
        _boosts?.Decide(_ids.AsSpan(0, _count), at, isFromBeginning: _floor is 0);
    }

    public void Remove(PostId post)
    {
        if (post.Value < _floor)
        {
            _boosts?.DoubtAll(_ids.AsSpan(0, _count));
            return;
        }

        var at = FirstFrom(post.Value);
        if (at == _count || _ids[at] != post.Value)
            return;

        var isShown = _boosts?.At(at) is not Repeats.Yes;
        _count--;
        _ids.AsSpan(at + 1, _count - at).CopyTo(_ids.AsSpan(at));
        _marks?.AsSpan(at + 1, _count - at).CopyTo(_marks.AsSpan(at));
        _boosts?.Move(at + 1, at, _count - at);
        if (isShown)
            _boosts?.Decide(_ids.AsSpan(0, _count), at, isFromBeginning: _floor is 0);
    }

    /// <returns>Newest first; null when the page reaches beyond what is here, or to a post that is undecided.</returns>
    public PostId[]? TryPage(TimelinePageRequest wanted)
    {
        var paging = wanted.Paging;
        var above = paging.MinId ?? paging.SinceId ?? 0;
        var isForward = paging.MinId is not null;
        var reachesDown = above >= _floor - 1;
        if (isForward && !reachesDown)
            return null;

        var end = paging.MaxId is { } max ? FirstFrom(max) : _count;
        var start = above is 0 ? 0 : above is long.MaxValue ? _count : FirstFrom(above + 1);
        var page = new PostId[Math.Clamp(end - start, 0, paging.Limit)];
        var found = 0;
        for (var passed = 0; passed < end - start && found < page.Length; passed++)
        {
            var at = isForward ? start + passed : end - 1 - passed;
            var marks = _marks?[at] ?? PostFlags.None;
            var repeats = _boosts?.At(at) ?? Repeats.No;
            if ((marks & wanted.NeedsDatabase) is not PostFlags.None || repeats is Repeats.Unknown)
                return null;

            if ((marks & wanted.Exclude) is PostFlags.None && repeats is Repeats.No)
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

    /// <returns>How many of the oldest were taken off for it.</returns>
    private int MakeRoom()
    {
        if (_count < _ids.Length)
            return 0;

        if (_count < Room(most))
        {
            Array.Resize(ref _ids, Math.Min(Room(most), Room(_count + (_count / 2))));
            if (_marks is not null)
                Array.Resize(ref _marks, _ids.Length);

            _boosts?.Resize(_ids.Length);
            return 0;
        }

        var gone = _count - most + 1;
        _count -= gone;
        _ids.AsSpan(gone, _count).CopyTo(_ids);
        _marks?.AsSpan(gone, _count).CopyTo(_marks);
        _boosts?.Drop(gone, _count);
        _floor = _ids[0];
        return gone;
    }

    private static int Room(int count) => count + Math.Max(8, count / 8);

    private int FirstFrom(long id)
    {
        var at = _ids.AsSpan(0, _count).BinarySearch(id);
        return at < 0 ? ~at : at;
    }
}
