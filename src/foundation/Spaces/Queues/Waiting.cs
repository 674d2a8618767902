using Plaza.Spaces.Events;

namespace Plaza.Spaces.Queues;

/// <summary>
/// The events of one mailbox in the order in which they may be handled: a list of those that are ready, behind it the lines
/// of busy keys or what is held until it is in order. Used under the lock of the mailbox.
/// </summary>
internal sealed class Waiting<TEvent>(Keying<TEvent>? keys, Reordering<TEvent>? order, TimeProvider clock)
    where TEvent : IEvent
{
    private readonly Sorted<TEvent>? _sorted = order is null ? null : new();
    private Entry<TEvent>? _first;
    private Entry<TEvent>? _last;
    private Entry<TEvent>? _free;

    public Keying<TEvent>? Keys => keys;

    public Reordering<TEvent>? Order => order;

    /// <summary>How many wait, ready or not.</summary>
    public int Count { get; private set; }

    /// <summary>How many may be handled now.</summary>
    public int Ready { get; private set; }

    /// <summary>When to look again for what is held.</summary>
    public DateTimeOffset? Due => order?.Due;

    public Entry<TEvent> New(TEvent happened, EventContext? context, EventContext? parent, Offers? offers)
    {
        var entry = _free ?? keys?.New() ?? new();
        _free = entry.Next;
        (entry.Happened, entry.Context, entry.Parent, entry.Offers, entry.Next) = (happened, context, parent, offers, null);
        return entry;
    }

    /// <remarks>Passes on what the function throws that works out key or number; then nothing has changed.</remarks>
    public void Add(Entry<TEvent> entry)
    {
        if (order is not null)
        {
            order.Enter(entry, clock.GetUtcNow(), _sorted!);
            Readied();
        }
        else if (keys is null || keys.TryBegin(entry))
        {
            Append(entry);
        }

        Count++;
    }

    /// <summary>Before all others: one entry, or several of one key.</summary>
    public void AddFirst(IReadOnlyList<Entry<TEvent>> entries, object? key)
    {
        Count += entries.Count;
        var overtaken = keys is null ? null : TakeReady(key!);
        var first = keys is null ? entries[0] : keys.AddFirst(overtaken is null ? entries : [.. entries, overtaken], key!);
        if (overtaken is not null)
            first = keys!.End(overtaken);

        if (first is not null)
            Prepend(first);
    }

    /// <summary>Taken, but could not be handled now.</summary>
    public void PutBack(Entry<TEvent> entry)
    {
        Count++;
        Prepend(entry);
    }

    /// <returns>The next that may be handled, or null.</returns>
    public Entry<TEvent>? Take()
    {
        if (_first is not { } entry)
            return null;

        _first = entry.Next;
        entry.Next = null;
        Ready--;
        Count--;
        return entry;
    }

    /// <summary>It was handled: the next of its key is ready, and its place is used again.</summary>
    public void End(Entry<TEvent> entry)
    {
        if (keys?.End(entry) is { } next)
            Append(next);

        Free(entry);
    }

    /// <summary>Its place is used again.</summary>
    public void Free(Entry<TEvent> entry)
    {
        entry.Clear();
        entry.Next = _free;
        _free = entry;
    }

    /// <returns>The one that is ready for longest; null when none is.</returns>
    public Entry<TEvent>? DropOldest()
    {
        var oldest = Take();
        if (oldest is not null && keys?.End(oldest) is { } next)
            Prepend(next);

        return oldest;
    }

    public List<Entry<TEvent>> TakeAll()
    {
        var all = new List<Entry<TEvent>>();
        while (Take() is { } entry)
        {
            all.Add(entry);
            if (keys?.End(entry) is { } next)
                Prepend(next);
        }

        foreach (var held in order?.Close() ?? keys?.TakeAll() ?? [])
        {
            all.Add(held);
            Count--;
        }

        return all;
    }

    /// <summary>Time has passed.</summary>
    public void Look()
    {
        order!.Look(clock.GetUtcNow(), _sorted!);
        Readied();
    }

    /// <returns>What was given up since this was last asked.</returns>
    public List<(string From, string To, bool CameLate)> Missing()
    {
        List<(string, string, bool)> missing = [.. _sorted!.Missing];
        _sorted.Missing.Clear();
        return missing;
    }

    /// <returns>How many came too late since this was last asked.</returns>
    public int Late()
    {
        var late = _sorted!.Late.Count;
        Count -= late;
        _sorted.Late.Clear();
        return late;
    }

    /// <summary>Takes out the one of this key that is ready and was not begun.</summary>
    private Entry<TEvent>? TakeReady(object key)
    {
        Entry<TEvent>? before = null;
        for (var entry = _first; entry is not null; (before, entry) = (entry, entry.Next))
        {
            if (!keys!.KeyOf(entry).Equals(key))
                continue;

            if (before is null)
                _first = entry.Next;
            else
                before.Next = entry.Next;

            if (_last == entry)
                _last = before;

            entry.Next = null;
            Ready--;
            return entry;
        }

        return null;
    }

    private void Readied()
    {
        foreach (var entry in _sorted!.Ready)
            Append(entry);

        _sorted.Ready.Clear();
    }

    private void Append(Entry<TEvent> entry)
    {
        Ready++;
        if (_first is null)
            _first = entry;
        else
            _last!.Next = entry;

        _last = entry;
    }

    private void Prepend(Entry<TEvent> entry)
    {
        Ready++;
        _last = _first is null ? entry : _last;
        entry.Next = _first;
        _first = entry;
    }
}
