using Plaza.Spaces.Events;

namespace Plaza.Spaces.Dispatch;

/// <summary>
/// Who is told, in the order of subscribing. Who tells takes a page and walks over it without a lock, passing over the
/// empty places; adding and removing costs the same however many there are, since pages are rewritten only when they
/// are full or mostly empty. Changes are made under a lock of the owner's.
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

    /// <summary>Empties the place, or fills it again, for one that pauses.</summary>
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

    /// <summary>Some items and whose they are. A place is given only once, so that a fault is never laid at the wrong door.</summary>
    public sealed class Segment(int size)
    {
        private int _used;

        public TItem?[] Items { get; } = new TItem?[size];

        public Slot[] Slots { get; } = new Slot[size];

        /// <summary>The same for a page that is no longer the current one, but is still being told on this thread.</summary>
        public void Set(Slot slot, TItem? item)
        {
            var index = Array.IndexOf(Slots, slot, 0, Used);
            if (index >= 0)
                Items[index] = item;
        }

        /// <summary>Who has left while an earlier one was waited for is not told.</summary>
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
