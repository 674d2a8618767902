using Plaza.Spaces.Events;

namespace Plaza.Spaces.Queues;

/// <summary>An event in a queue. Reused for another event once it was handled.</summary>
internal class QueueEntry<TEvent>
    where TEvent : IEvent
{
    public TEvent Event = default!;

    /// <summary>Null until a handler needs the context.</summary>
    public EventContext? Context;

    public EventContext? Parent;

    /// <summary>Completed with the end of the handling.</summary>
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
