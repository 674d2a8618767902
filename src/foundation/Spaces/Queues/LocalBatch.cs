using Plaza.Spaces.Events;

namespace Plaza.Spaces.Queues;

/// <summary>
/// Events that the only worker of a queue has dequeued in one batch, under one lock. They still count as queued: the
/// queue may take back those that the worker has not begun. Filled and returned under the lock of the queue; the worker takes
/// from it without.
/// </summary>
internal sealed class LocalBatch<TEvent>(int size)
    where TEvent : IEvent
{
    private readonly QueueEntry<TEvent>[] _entries = new QueueEntry<TEvent>[size];
    private int _count;
    private int _next;
    private QueueEntry<TEvent>? _used;

    /// <summary>How many still wait.</summary>
    public int Count => Math.Max(0, _count - Volatile.Read(ref _next));

    /// <summary>Takes the oldest, for the worker or for the queue.</summary>
    public QueueEntry<TEvent>? Take()
    {
        if (Volatile.Read(ref _next) >= _count)
            return null;

        var index = Interlocked.Increment(ref _next) - 1;
        return index < _count ? _entries[index] : null;
    }

    /// <summary>Fills the empty batch.</summary>
    public void Fill(QueueBuffer<TEvent> buffer)
    {
        var count = 0;
        while (count < _entries.Length && buffer.Take() is { } entry)
            _entries[count++] = entry;

        _count = count;
        Volatile.Write(ref _next, 0);
        while (_used is { } used)
        {
            _used = used.Next;
            buffer.Recycle(used);
        }
    }

    /// <summary>Returns what still waits to the front of the buffer.</summary>
    public void Return(QueueBuffer<TEvent> buffer)
    {
        var first = Interlocked.Exchange(ref _next, _count);
        for (var index = _count - 1; index >= first; index--)
            buffer.PutBack(_entries[index]);
    }

    /// <summary>Keeps the handled entry for reuse at the next fill.</summary>
    public void Complete(QueueEntry<TEvent> entry)
    {
        entry.Clear();
        entry.Next = _used;
        _used = entry;
    }
}
