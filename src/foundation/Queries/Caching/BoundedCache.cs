using System.Collections.Concurrent;

namespace Plaza.Queries.Caching;

/// <summary>
/// Views kept in memory, up to a budget in bytes; those not used since they were last looked over go first. That something
/// does not exist is kept as well. What is forgotten while it is being read from tables is not kept: it may be from before
/// the change. Reading waits for nobody. Safe to use from any thread.
/// </summary>
internal sealed class BoundedCache<TKey, TView>
    where TKey : notnull
    where TView : class, ISizedEntry
{
    private const int Stripes = 1024;
    private const int EntryOverheadBytes = 160;

    private readonly Func<TKey, TView?> _load;
    private readonly long _budget;
    private readonly CacheCounters _counts;
    private readonly ConcurrentDictionary<TKey, Slot> _slots = new();
    private readonly Lock _changing = new();
    private readonly Queue<(TKey Key, long Number)> _line = new();
    private readonly int[] _forgotten = new int[Stripes];
    private long _bytes;
    private long _lastNumber;
    private int _kept;

    /// <param name="name">In metrics.</param>
    /// <param name="budget">In bytes.</param>
    /// <param name="meter">Where it shows how full it is and how often it helps.</param>
    /// <param name="load">Reads it from tables, in a statement of its own.</param>
    public BoundedCache(string name, long budget, CacheMetrics meter, Func<TKey, TView?> load)
    {
        _load = load;
        _budget = budget;
        _counts = meter.Register(name, budget, () => Volatile.Read(ref _bytes));
    }

    public TView? Get(TKey key)
    {
        if (!_slots.TryGetValue(key, out var slot))
        {
            _counts.Miss();
            return Load(key);
        }

        _counts.Hit();
        if (!slot.IsUsed)
            slot.IsUsed = true;

        return slot.View;
    }

    /// <summary>The next who asks reads it from tables.</summary>
    public void Forget(TKey key)
    {
        lock (_changing)
        {
            _forgotten[StripeOf(key)]++;
            if (_slots.TryRemove(key, out var slot))
                Drop(slot);

            SweepLine();
        }
    }

    public void ForgetAll()
    {
        lock (_changing)
        {
            for (var stripe = 0; stripe < Stripes; stripe++)
                _forgotten[stripe]++;

            _slots.Clear();
            _line.Clear();
            (_bytes, _kept) = (0, 0);
        }
    }

    /// <summary>Ids that were given one after the other differ in few bits.</summary>
    private static int StripeOf(TKey key) => (int)((uint)key.GetHashCode() * 0x9E3779B1u >> 22);

    private TView? Load(TKey key)
    {
        var before = Volatile.Read(ref _forgotten[StripeOf(key)]);
        var view = _load(key);

        lock (_changing)
        {
            if (_slots.TryGetValue(key, out var other))
                return other.View;

            if (before == _forgotten[StripeOf(key)])
                Keep(key, new(view, EntryOverheadBytes + (view?.Bytes ?? 0), ++_lastNumber));

            return view;
        }
    }

    /// <summary>What is larger than the budget by itself would drive out all the others and go then.</summary>
    private void Keep(TKey key, Slot slot)
    {
        if (slot.Bytes > _budget)
            return;

        _slots[key] = slot;
        _line.Enqueue((key, slot.Number));
        _bytes += slot.Bytes;
        _kept++;

        while (_bytes > _budget && _line.TryDequeue(out var oldest))
        {
            if (InPlace(oldest) is not { } kept)
                continue;

            if (kept.IsUsed)
            {
                kept.IsUsed = false;
                _line.Enqueue(oldest);
                continue;
            }

            _slots.TryRemove(oldest.Key, out _);
            Drop(kept);
            _counts.Evict();
        }
    }

    private void Drop(Slot slot)
    {
        _bytes -= slot.Bytes;
        _kept--;
    }

    /// <summary>
    /// What was forgotten still stands in line; when it is most of it, the line is made anew. How many are kept is counted here:
    /// to ask the dictionary would take each of its locks.
    /// </summary>
    private void SweepLine()
    {
        if (_line.Count <= (2 * _kept) + Stripes)
            return;

        for (var left = _line.Count; left > 0; left--)
        {
            var next = _line.Dequeue();
            if (InPlace(next) is not null)
                _line.Enqueue(next);
        }
    }

    /// <returns>Null when it was forgotten since it came into line, and perhaps read anew.</returns>
    private Slot? InPlace((TKey Key, long Number) place) =>
        _slots.TryGetValue(place.Key, out var slot) && slot.Number == place.Number ? slot : null;

    private sealed class Slot(TView? view, int bytes, long number)
    {
        public TView? View => view;

        public int Bytes => bytes;

        /// <summary>By which its place in line is known: were the view itself in line, it would stay in memory when it is forgotten.</summary>
        public long Number => number;

        public volatile bool IsUsed;
    }
}
