using System.Runtime.InteropServices;
using Plaza.Spaces.Events;

namespace Plaza.Spaces.Queues;

/// <summary>A line for each key of which an event is being handled. Holds nothing for the others.</summary>
internal sealed class KeyLines<TEvent, TKey>(Func<TEvent, TKey> key) : Keying<TEvent>
    where TEvent : IEvent
    where TKey : notnull
{
    private readonly Dictionary<TKey, (Entry<TEvent>? First, Entry<TEvent>? Last)> _lines = [];
    private readonly Dictionary<TKey, int> _held = [];

    public override Entry<TEvent> New() => new Keyed();

    public override object KeyOf(Entry<TEvent> entry) => Of(entry);

    /// <summary>Asks for the key once: what a function of the application's says twice may differ, or throw in the middle.</summary>
    public override bool TryBegin(Entry<TEvent> entry)
    {
        ((Keyed)entry).Key = key(entry.Happened);
        ref var line = ref CollectionsMarshal.GetValueRefOrAddDefault(_lines, Of(entry), out var busy);
        if (!busy)
            return true;

        if (line.Last is null)
            line.First = entry;
        else
            line.Last.Next = entry;

        line.Last = entry;
        return false;
    }

    public override Entry<TEvent>? AddFirst(IReadOnlyList<Entry<TEvent>> entries, object of)
    {
        ref var line = ref CollectionsMarshal.GetValueRefOrAddDefault(_lines, (TKey)of, out var busy);
        for (var index = entries.Count - 1; index >= 0; index--)
        {
            var entry = (Keyed)entries[index];
            (entry.Key, entry.Next) = ((TKey)of, line.First);
            line.First = entry;
            line.Last ??= entry;
        }

        return busy ? null : End(entries[0]);
    }

    public override Entry<TEvent>? End(Entry<TEvent> entry)
    {
        var of = Of(entry);
        ref var line = ref CollectionsMarshal.GetValueRefOrNullRef(_lines, of);
        if (line.First is not { } next)
        {
            _lines.Remove(of);
            return null;
        }

        line = (next.Next, next.Next is null ? null : line.Last);
        next.Next = null;
        return next;
    }

    public override bool IsHeld(Entry<TEvent> entry) => _held.Count > 0 && _held.ContainsKey(Of(entry));

    public override void Hold(object held, int more)
    {
        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_held, (TKey)held, out _);
        count += more;
        if (count is 0)
            _held.Remove((TKey)held);
    }

    public override IEnumerable<Entry<TEvent>> TakeAll()
    {
        var all = new List<Entry<TEvent>>();
        foreach (var of in _lines.Keys)
        {
            ref var line = ref CollectionsMarshal.GetValueRefOrNullRef(_lines, of);
            for (var entry = line.First; entry is not null; entry = entry.Next)
                all.Add(entry);

            line = default;
        }

        return all;
    }

    private static TKey Of(Entry<TEvent> entry) => ((Keyed)entry).Key;

    private sealed class Keyed : Entry<TEvent>
    {
        public TKey Key = default!;
    }
}
