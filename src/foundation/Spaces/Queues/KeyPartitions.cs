using System.Runtime.InteropServices;
using Plaza.Spaces.Events;

namespace Plaza.Spaces.Queues;

/// <summary>A waiting list for each key whose event is being handled; none for other keys.</summary>
internal sealed class KeyPartitions<TEvent, TKey>(Func<TEvent, TKey> key) : Partitioner<TEvent>
    where TEvent : IEvent
    where TKey : notnull
{
    private readonly Dictionary<TKey, (QueueEntry<TEvent>? First, QueueEntry<TEvent>? Last)> _partitions = [];
    private readonly Dictionary<TKey, int> _blocked = [];

    public override QueueEntry<TEvent> Create() => new KeyedEntry();

    public override object KeyOf(QueueEntry<TEvent> entry) => Of(entry);

    /// <summary>Computes the key once: a second call of the application's function may differ or throw.</summary>
    public override bool TryBegin(QueueEntry<TEvent> entry)
    {
        ((KeyedEntry)entry).Key = key(entry.Event);
        ref var partition = ref CollectionsMarshal.GetValueRefOrAddDefault(_partitions, Of(entry), out var busy);
        if (!busy)
            return true;

        if (partition.Last is null)
            partition.First = entry;
        else
            partition.Last.Next = entry;

        partition.Last = entry;
        return false;
    }

    public override QueueEntry<TEvent>? AddFirst(IReadOnlyList<QueueEntry<TEvent>> entries, object of)
    {
        ref var partition = ref CollectionsMarshal.GetValueRefOrAddDefault(_partitions, (TKey)of, out var busy);
        for (var index = entries.Count - 1; index >= 0; index--)
        {
            var entry = (KeyedEntry)entries[index];
            (entry.Key, entry.Next) = ((TKey)of, partition.First);
            partition.First = entry;
            partition.Last ??= entry;
        }

        return busy ? null : Complete(entries[0]);
    }

    public override QueueEntry<TEvent>? Complete(QueueEntry<TEvent> entry)
    {
        var of = Of(entry);
        ref var partition = ref CollectionsMarshal.GetValueRefOrNullRef(_partitions, of);
        if (partition.First is not { } next)
        {
            _partitions.Remove(of);
            return null;
        }

        partition = (next.Next, next.Next is null ? null : partition.Last);
        next.Next = null;
        return next;
    }

    public override bool IsBlocked(QueueEntry<TEvent> entry) => _blocked.Count > 0 && _blocked.ContainsKey(Of(entry));

    public override void Block(object blocked, int more)
    {
        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_blocked, (TKey)blocked, out _);
        count += more;
        if (count is 0)
            _blocked.Remove((TKey)blocked);
    }

    public override IEnumerable<QueueEntry<TEvent>> TakeAll()
    {
        var all = new List<QueueEntry<TEvent>>();
        foreach (var of in _partitions.Keys)
        {
            ref var partition = ref CollectionsMarshal.GetValueRefOrNullRef(_partitions, of);
            for (var entry = partition.First; entry is not null; entry = entry.Next)
                all.Add(entry);

            partition = default;
        }

        return all;
    }

    private static TKey Of(QueueEntry<TEvent> entry) => ((KeyedEntry)entry).Key;

    private sealed class KeyedEntry : QueueEntry<TEvent>
    {
        public TKey Key = default!;
    }
}
