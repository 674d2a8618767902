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

    public override object KeyOf(TEvent happened) => key(happened);

    public override bool TryBegin(Entry<TEvent> entry)
    {
        ref var line = ref CollectionsMarshal.GetValueRefOrAddDefault(_lines, key(entry.Happened), out var busy);
        if (!busy)
            return true;

        if (line.Last is null)
            line.First = entry;
        else
            line.Last.Next = entry;

        line.Last = entry;
        return false;
    }

    public override bool TryBeginFirst(IReadOnlyList<Entry<TEvent>> entries)
    {
        ref var line = ref CollectionsMarshal.GetValueRefOrAddDefault(_lines, key(entries[0].Happened), out var busy);
        for (var at = entries.Count - 1; at >= (busy ? 0 : 1); at--)
        {
            entries[at].Next = line.First;
            line.First = entries[at];
            line.Last ??= entries[at];
        }

        return !busy;
    }

    public override Entry<TEvent>? End(Entry<TEvent> entry)
    {
        var of = key(entry.Happened);
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

    public override bool IsHeld(Entry<TEvent> entry) => _held.Count > 0 && _held.ContainsKey(key(entry.Happened));

    public override void Hold(object held, int more)
    {
        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_held, (TKey)held, out _);
        count += more;
        if (count is 0)
            _held.Remove((TKey)held);
    }
}
