using Plaza.Spaces.Events;

namespace Plaza.Spaces.Queues;

/// <summary>An event that waits for its handler. Used again for the next once it was handled.</summary>
internal class QueueEntry<TEvent>
    where TEvent : IEvent
{
    public TEvent Event = default!;

    /// <summary>Null for an event whose context nobody asked for when it was published.</summary>
    public EventContext? Context;

    public EventContext? Parent;

    /// <summary>Who waits for the end of its handling.</summary>
    public PendingDeliveries? Deliveries;

    /// <summary>The wait of a publisher that runs in a queue's handler itself.</summary>
    public PublisherWait? Wait;

    public QueueEntry<TEvent>? Next;

    public void Clear()
    {
        Event = default!;
        Context = null;
        Parent = null;
        Deliveries = null;
        Wait = null;
        Next = null;
    }
}
