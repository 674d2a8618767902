using Plaza.Contracts.Ids;
using Plaza.Queries.Timelines;

namespace Plaza.Timelines;

/// <summary>
/// Parallel to the ids of a home timeline with boosts: the boosted post of each entry, and whether the entry repeats a post (<see
/// cref="HomeRepeats"/>). Adding an entry compares it with the 40 before it; removing one does the same for each boost after it. Not thread-safe.
/// </summary>
internal sealed class RepeatedBoosts(int length)
{
    private long[] _boosted = new long[length];
    private Repeats[] _repeats = new Repeats[length];
    private bool _isUnknown;

    /// <summary>The size in bytes.</summary>
    public long Bytes => 64 + (_boosted.Length * 9L);

    public Repeats At(int at) => _repeats[at];

    public void Set(int at, Entry entry) => (_boosted[at], _repeats[at]) = (entry.BoostOf.Value, entry.Repeats);

    public void Resize(int length)
    {
        Array.Resize(ref _boosted, length);
        Array.Resize(ref _repeats, length);
    }

    public void Move(int from, int to, int count)
    {
        _boosted.AsSpan(from, count).CopyTo(_boosted.AsSpan(to));
        _repeats.AsSpan(from, count).CopyTo(_repeats.AsSpan(to));
    }

    /// <summary>Removes the oldest entries. A later change among older posts has to mark the remaining entries again.</summary>
    public void Drop(int oldest, int count)
    {
        Move(oldest, 0, count);
        _isUnknown = false;
    }

    /// <summary>Decides the entries from <paramref name="from"/> on after a change there.</summary>
    public void Decide(ReadOnlySpan<long> ids, int from, bool isFromBeginning)
    {
        for (var at = from; at < ids.Length; at++)
            _repeats[at] = HomeRepeats.Of(ids, _boosted.AsSpan(0, ids.Length), _repeats, at, isFromBeginning);
    }

    /// <summary>
    /// Flags entries as unknown after a change among older posts that are not in memory, except those that the remaining entries decide.
    /// </summary>
    public void MarkUnknown(ReadOnlySpan<long> ids)
    {
        if (!_isUnknown)
            Decide(ids, 0, isFromBeginning: false);

        _isUnknown = true;
    }
}
