using Plaza.Spaces.Events;

namespace Plaza.Spaces.Queues;

/// <summary>
/// Events that the one worker of a mailbox has taken at once, so that it enters the lock once for all of them. They still
/// wait: as long as the worker has not come to one, the mailbox may have it back. Filled and given back under the lock of
/// the mailbox; the worker takes from it without.
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

    /// <summary>Takes the oldest out, for its worker or for the mailbox.</summary>
    public QueueEntry<TEvent>? Take()
    {
        if (Volatile.Read(ref _next) >= _count)
            return null;

        var index = Interlocked.Increment(ref _next) - 1;
        return index < _count ? _entries[index] : null;
    }

    /// <summary>Takes as many as it holds, once it is empty.</summary>
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

    /// <summary>Puts what still waits back to where it was.</summary>
    public void Return(QueueBuffer<TEvent> buffer)
    {
        var first = Interlocked.Exchange(ref _next, _count);
        for (var index = _count - 1; index >= first; index--)
            buffer.PutBack(_entries[index]);
    }

    /// <summary>It was handled, and is used again once the worker comes back for more.</summary>
    public void Complete(QueueEntry<TEvent> entry)
    {
        entry.Clear();
        entry.Next = _used;
        _used = entry;
    }
}
