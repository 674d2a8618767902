using Plaza.Spaces.Events;

namespace Plaza.Spaces.Queues;

/// <summary>Keeps the events of one key in order while one of them is being handled. Used under the lock of its queue.</summary>
internal abstract class Partitioner<TEvent>
    where TEvent : IEvent
{
    public abstract QueueEntry<TEvent> Create();

    public abstract object KeyOf(QueueEntry<TEvent> entry);

    /// <returns>True when the event may be handled; false when it waits behind another of its key.</returns>
    public abstract bool TryBegin(QueueEntry<TEvent> entry);

    /// <returns>The next of its key, which may be handled now.</returns>
    public abstract QueueEntry<TEvent>? Complete(QueueEntry<TEvent> entry);

    /// <summary>Whether an earlier event of its key is a dead letter.</summary>
    public abstract bool IsBlocked(QueueEntry<TEvent> entry);

    public abstract void Block(object key, int more);

    /// <summary>Removes all events that wait behind the one being handled.</summary>
    public abstract IEnumerable<QueueEntry<TEvent>> TakeAll();

    /// <summary>Puts entries of one key to the front of its waiting list, in their order.</summary>
    /// <returns>The first of them, if it may be handled now.</returns>
    public abstract QueueEntry<TEvent>? AddFirst(IReadOnlyList<QueueEntry<TEvent>> entries, object key);
}
