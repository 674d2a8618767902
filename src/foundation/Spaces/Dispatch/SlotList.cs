using Plaza.Spaces.Events;

namespace Plaza.Spaces.Dispatch;

/// <summary>
/// Handlers in the order of subscribing. Dispatching takes a segment and iterates without a lock over its slots, skipping empty
/// ones. Adding and removing cost the same for any length, since a segment is compacted only when it is full or mostly empty.
/// Changed under a lock of the owner.
/// </summary>
internal sealed class SlotList<TItem>
    where TItem : class
{
    private const int MinGapsToCompact = 32;

    private volatile Segment _segment = new(4);
    private int _count;

    public Segment Current => _segment;

    public Slot Add(TItem item, Subscription owner)
    {
        if (_segment.Used == _segment.Items.Length)
            Compact();

        var segment = _segment;
        var slot = new Slot(owner) { Index = segment.Used };
        segment.Slots[slot.Index] = slot;
        segment.Items[slot.Index] = item;
        segment.Used++;
        _count++;
        return slot;
    }

    public void Remove(Slot slot)
    {
        Set(slot, null);
        slot.IsRemoved = true;
        _count--;
        if (_segment.Used - _count > MinGapsToCompact + _count)
            Compact();
    }

    /// <summary>Empties the slot of a paused subscription, or fills it again.</summary>
    public void Set(Slot slot, TItem? item)
    {
        _segment.Items[slot.Index] = item;
        foreach (var replaced in ThreadDispatchState.Current().ReplacedLists)
            (replaced as Segment)?.Set(slot, item);
    }

    private void Compact()
    {
        var old = _segment;
        var segment = new Segment(Math.Max(4, _count * 2));
        for (var index = 0; index < old.Used; index++)
        {
            var slot = old.Slots[index];
            if (slot.IsRemoved)
                continue;

            segment.Items[segment.Used] = old.Items[index];
            segment.Slots[segment.Used] = slot;
            slot.Index = segment.Used;
            segment.Used++;
        }

        _segment = segment;
        ThreadDispatchState.Current().KeepReplaced(old);
    }

    /// <summary>Items and their slots. An index is used once, so that a fault is never attributed to another subscription.</summary>
    public sealed class Segment(int size)
    {
        private int _used;

        public TItem?[] Items { get; } = new TItem?[size];

        public Slot[] Slots { get; } = new Slot[size];

        /// <summary>The same for a segment that was replaced but is still being iterated on this thread.</summary>
        public void Set(Slot slot, TItem? item)
        {
            var index = Array.IndexOf(Slots, slot, 0, Used);
            if (index >= 0)
                Items[index] = item;
        }

        /// <summary>Subscriptions that were disposed during the wait for an earlier handler are not called.</summary>
        public void ClearRemoved(int from, int to)
        {
            for (var index = from; index < to; index++)
            {
                if (Slots[index].IsRemoved)
                    Items[index] = null;
            }
        }

        public IEnumerable<Slot> ActiveSlots => Slots.Take(Used).Where(slot => !slot.IsRemoved);

        public int Used
        {
            get => Volatile.Read(ref _used);
            set => Volatile.Write(ref _used, value);
        }
    }

    public sealed class Slot(Subscription owner)
    {
        public Subscription Owner => owner;

        public int Index { get; set; }

        public bool IsRemoved { get; set; }
    }
}
