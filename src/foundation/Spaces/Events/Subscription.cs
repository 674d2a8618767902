using Plaza.Spaces.Queues;
using Plaza.Spaces.Resilience;

namespace Plaza.Spaces.Events;

/// <summary>
/// A subscription to one type of events. <see cref="IDisposable.Dispose"/> ends it: running handlers complete, queued events are reported as
/// rejected. Thread-safe.
/// </summary>
public abstract class Subscription : IDisposable
{
    private long _faulted;
    private long _rejected;

    private protected Subscription(string name, string space, EventType type, Delivery delivery, DateTimeOffset since, string by)
    {
        (Name, Space, EventType, Delivery, SubscribedAt, Source) = (name, space, type, delivery, since, by);
    }

    /// <summary>The name in logs and metrics, such as <c>timelines.AddToReaders</c>.</summary>
    public string Name { get; }

    /// <summary>The space that declared the subscription; empty for others.</summary>
    public string Space { get; }

    public EventType EventType { get; }

    public Delivery Delivery { get; }

    /// <summary>The time of the subscription, in UTC.</summary>
    public DateTimeOffset SubscribedAt { get; }

    /// <summary>The file and line of code of the subscription; the name of the space where one declared it.</summary>
    public string Source { get; }

    /// <summary>Whether the subscription does not keep its target alive, and ends with it, so that it need not be disposed.</summary>
    public virtual bool IsWeak => false;

    /// <summary>
    /// Number of events handled without a fault. For inline handlers it is derived from the number of published events, so it may be off by
    /// those being dispatched.
    /// </summary>
    public abstract long HandledCount { get; }

    /// <summary>Number of calls in which the handler threw or timed out.</summary>
    public long FaultedCount => Volatile.Read(ref _faulted);

    /// <summary>Number of rejected events: the queue was full or the circuit breaker open.</summary>
    public long RejectedCount => Volatile.Read(ref _rejected);

    /// <summary>Number of queued events; 0 without a queue.</summary>
    public abstract int QueueLength { get; }

    public abstract bool IsPaused { get; }

    /// <summary>False while the circuit breaker is open or half-open.</summary>
    public abstract bool IsCircuitClosed { get; }

    /// <summary>Stops the delivery until <see cref="Resume"/>. Queued, concurrent and durable events wait; inline handlers miss the events published meanwhile.</summary>
    public abstract void Pause();

    /// <summary>Continues the delivery after <see cref="Pause"/>, with the waiting events. No effect where the subscription is not paused.</summary>
    public abstract void Resume();

    public abstract void Dispose();

    /// <summary>The queue; null for modes without one.</summary>
    internal virtual EventQueue? Queue => null;

    internal void CountFault() => Interlocked.Increment(ref _faulted);

    internal void CountRejected() => Interlocked.Increment(ref _rejected);

    /// <summary>Delivers a dead letter again, with all dead letters of the same key, in their order.</summary>
    internal abstract bool Replay(DeadLetter deadLetter);

    /// <summary>A dead letter was discarded.</summary>
    internal abstract void Discarded(DeadLetter deadLetter);
}
