using Plaza.Spaces.Events;

namespace Plaza.Spaces.Queues;

/// <summary>
/// The events of one queue in the order in which they may be handled: a list of those that are ready, and those waiting behind busy
/// keys or held until they are in sequence. Used under the lock of the queue.
/// </summary>
internal sealed class QueueBuffer<TEvent>(Partitioner<TEvent>? partitions, Resequencer<TEvent>? resequencer, TimeProvider clock)
    where TEvent : IEvent
{
    private readonly ResequencedEvents<TEvent>? _resequenced = resequencer is null ? null : new();
    private QueueEntry<TEvent>? _first;
    private QueueEntry<TEvent>? _last;
    private QueueEntry<TEvent>? _free;

    public Partitioner<TEvent>? Partitions => partitions;

    public Resequencer<TEvent>? Resequencer => resequencer;

    /// <summary>How many wait, ready or not.</summary>
    public int Count { get; private set; }

    /// <summary>How many may be handled now.</summary>
    public int ReadyCount { get; private set; }

    /// <summary>When the resequencer is due.</summary>
    public DateTimeOffset? Due => resequencer?.Due;

    public QueueEntry<TEvent> Create(TEvent @event, EventContext? context, EventContext? parent, PendingDeliveries? deliveries, PublisherWait? wait)
    {
        var entry = _free ?? partitions?.Create() ?? new();
        _free = entry.Next;
        (entry.Event, entry.Context, entry.Parent, entry.Deliveries, entry.Wait, entry.Next) = (@event, context, parent, deliveries, wait, null);
        return entry;
    }

    /// <remarks>Passes on what the function throws that works out key or number; then nothing has changed.</remarks>
    public void Add(QueueEntry<TEvent> entry)
    {
        if (resequencer is not null)
        {
            resequencer.Add(entry, clock.GetUtcNow(), _resequenced!);
            AppendReady();
        }
        else if (partitions is null || partitions.TryBegin(entry))
        {
            Append(entry);
        }

        Count++;
    }

    /// <summary>Adds to the front: one entry, or several of one key.</summary>
    public void AddFirst(IReadOnlyList<QueueEntry<TEvent>> entries, object? key)
    {
        Count += entries.Count;
        var overtaken = partitions is null ? null : TakeReady(key!);
        var first = partitions is null ? entries[0] : partitions.AddFirst(overtaken is null ? entries : [.. entries, overtaken], key!);
        if (overtaken is not null)
            first = partitions!.Complete(overtaken);

        if (first is not null)
            Prepend(first);
    }

    /// <summary>Returns an entry that was taken but could not be handled.</summary>
    public void PutBack(QueueEntry<TEvent> entry)
    {
        Count++;
        Prepend(entry);
    }

    /// <returns>The next that may be handled, or null.</returns>
    public QueueEntry<TEvent>? Take()
    {
        if (_first is not { } entry)
            return null;

        _first = entry.Next;
        entry.Next = null;
        ReadyCount--;
        Count--;
        return entry;
    }

    /// <summary>Completes an entry: the next of its key is ready, and the entry is reused.</summary>
    public void Complete(QueueEntry<TEvent> entry)
    {
        if (partitions?.Complete(entry) is { } next)
            Append(next);

        Recycle(entry);
    }

    /// <summary>Keeps the entry for reuse.</summary>
    public void Recycle(QueueEntry<TEvent> entry)
    {
        entry.Clear();
        entry.Next = _free;
        _free = entry;
    }

    /// <returns>The one that is ready for longest; null when none is.</returns>
    public QueueEntry<TEvent>? DropOldest()
    {
        var oldest = Take();
        if (oldest is not null && partitions?.Complete(oldest) is { } next)
            Prepend(next);

        return oldest;
    }

    public List<QueueEntry<TEvent>> TakeAll()
    {
        var all = new List<QueueEntry<TEvent>>();
        while (Take() is { } entry)
        {
            all.Add(entry);
            if (partitions?.Complete(entry) is { } next)
                Prepend(next);
        }

        foreach (var held in resequencer?.TakeAll() ?? partitions?.TakeAll() ?? [])
        {
            all.Add(held);
            Count--;
        }

        return all;
    }

    /// <summary>Time has passed: releases what is due.</summary>
    public void Resequence()
    {
        resequencer!.Advance(clock.GetUtcNow(), _resequenced!);
        AppendReady();
    }

    /// <returns>The gaps skipped since the last call.</returns>
    public List<(string From, string To, bool IsLate)> TakeGaps()
    {
        List<(string, string, bool)> gaps = [.. _resequenced!.Gaps];
        _resequenced.Gaps.Clear();
        return gaps;
    }

    /// <returns>Number of late arrivals since the last call.</returns>
    public int TakeLate()
    {
        var late = _resequenced!.Late.Count;
        Count -= late;
        _resequenced.Late.Clear();
        return late;
    }

    /// <summary>Takes the entry of this key that is ready and was not begun.</summary>
    private QueueEntry<TEvent>? TakeReady(object key)
    {
        QueueEntry<TEvent>? before = null;
        for (var entry = _first; entry is not null; (before, entry) = (entry, entry.Next))
        {
            if (!partitions!.KeyOf(entry).Equals(key))
                continue;

            if (before is null)
                _first = entry.Next;
            else
                before.Next = entry.Next;

            if (_last == entry)
                _last = before;

            entry.Next = null;
            ReadyCount--;
            return entry;
        }

        return null;
    }

    private void AppendReady()
    {
        foreach (var entry in _resequenced!.Ready)
            Append(entry);

        _resequenced.Ready.Clear();
    }

    private void Append(QueueEntry<TEvent> entry)
    {
        ReadyCount++;
        if (_first is null)
            _first = entry;
        else
            _last!.Next = entry;

        _last = entry;
    }

    private void Prepend(QueueEntry<TEvent> entry)
    {
        ReadyCount++;
        _last = _first is null ? entry : _last;
        entry.Next = _first;
        _first = entry;
    }
}
