using Plaza.Contracts.Ids;
using Plaza.Queries.Timelines;

namespace Plaza.Timelines;

/// <summary>
/// Beside the ids of a home on which boosts are: what each boosts, and whether it repeats a post (<see cref="HomeRepeats"/>). A new entry costs
/// a look at the 40 before it; one that goes, the same for each boost after it. Not safe for several threads.
/// </summary>
internal sealed class RepeatedBoosts(int length)
{
    private long[] _boosted = new long[length];
    private Repeats[] _repeats = new Repeats[length];
    private bool _isDoubted;

    /// <summary>How much memory it takes.</summary>
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

    /// <summary>The oldest are not here any more, so a change among them is news again.</summary>
    public void Drop(int oldest, int count)
    {
        Move(oldest, 0, count);
        _isDoubted = false;
    }

    /// <summary>Something changed among the entries from this one on.</summary>
    public void Decide(ReadOnlySpan<long> ids, int from, bool isFromBeginning)
    {
        for (var at = from; at < ids.Length; at++)
            _repeats[at] = HomeRepeats.Of(ids, _boosted.AsSpan(0, ids.Length), _repeats, at, isFromBeginning);
    }

    /// <summary>Something changed among older entries than are here, so that only what these alone decide is certain.</summary>
    public void DoubtAll(ReadOnlySpan<long> ids)
    {
        if (!_isDoubted)
            Decide(ids, 0, isFromBeginning: false);

        _isDoubted = true;
    }
}
