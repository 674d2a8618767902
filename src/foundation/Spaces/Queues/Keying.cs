using Plaza.Spaces.Events;

namespace Plaza.Spaces.Queues;

/// <summary>Keeps the events of one key in line while one of them is being handled. Used under the lock of its mailbox.</summary>
internal abstract class Keying<TEvent>
    where TEvent : IEvent
{
    public abstract object KeyOf(TEvent happened);

    /// <returns>True when it may be handled; false when it stands in line behind another.</returns>
    public abstract bool TryBegin(Entry<TEvent> entry);

    /// <returns>The next of its key, which may be handled now.</returns>
    public abstract Entry<TEvent>? End(Entry<TEvent> entry);

    /// <summary>Whether an earlier one of its key is parked.</summary>
    public abstract bool IsHeld(Entry<TEvent> entry);

    public abstract void Hold(object key, int more);

    /// <summary>Puts entries of one key at the very front of its line, in their order.</summary>
    /// <returns>True when there was no line, and the first of them may be handled.</returns>
    public abstract bool TryBeginFirst(IReadOnlyList<Entry<TEvent>> entries);
}
