using Plaza.Spaces.Queues;
using Plaza.Spaces.Resilience;

namespace Plaza.Spaces.Events;

/// <summary>
/// One listener of one type of event. Disposing it ends it: what is already being handled is finished, what waits in its
/// queue is reported as refused. Safe to use from any thread.
/// </summary>
public abstract class Subscription : IDisposable
{
    private long _faulted;
    private long _rejected;

    private protected Subscription(string name, string space, EventType type, Delivery delivery, DateTimeOffset since, string by)
    {
        (Name, Space, EventType, Delivery, SubscribedAt, Source) = (name, space, type, delivery, since, by);
    }

    /// <summary>Who listens, such as <c>timelines.AddToReaders</c>; used in logs and metrics.</summary>
    public string Name { get; }

    /// <summary>The space that declared it; empty for one that subscribed by itself.</summary>
    public string Space { get; }

    public EventType EventType { get; }

    public Delivery Delivery { get; }

    /// <summary>When it subscribed, in UTC.</summary>
    public DateTimeOffset SubscribedAt { get; }

    /// <summary>The file and line of code that subscribed; the name of the space, where one declared it.</summary>
    public string Source { get; }

    /// <summary>It does not keep its target alive, and ends with it. Nobody needs to dispose it.</summary>
    public virtual bool IsWeak => false;

    /// <summary>
    /// How many events were handled well. For inline handlers this is worked out from how often the event was told, and may
    /// be off by those that are being told at this moment.
    /// </summary>
    public abstract long HandledCount { get; }

    /// <summary>How many times the handler threw or took too long.</summary>
    public long FaultedCount => Volatile.Read(ref _faulted);

    /// <summary>How many events it was not told of: its queue was full or its circuit open.</summary>
    public long RejectedCount => Volatile.Read(ref _rejected);

    /// <summary>How many events wait in its queue.</summary>
    public abstract int QueueLength { get; }

    public abstract bool IsPaused { get; }

    /// <summary>False while it is left alone because it kept failing.</summary>
    public abstract bool IsCircuitClosed { get; }

    /// <summary>An inline handler hears nothing of what happens until it resumes; events for a queue or a concurrent one wait.</summary>
    public abstract void Pause();

    /// <summary>From now on it hears again, and what waited is handled. Does nothing to one that was not paused.</summary>
    public abstract void Resume();

    public abstract void Dispose();

    /// <summary>Its queue; null where it has none.</summary>
    internal virtual EventQueue? Queue => null;

    internal void CountFault() => Interlocked.Increment(ref _faulted);

    internal void CountRejected() => Interlocked.Increment(ref _rejected);

    /// <summary>Gives a parked event to the handler anew, and all that are parked with the same key, in their order.</summary>
    internal abstract bool Replay(DeadLetter parked);

    /// <summary>A parked event was given up.</summary>
    internal abstract void Discarded(DeadLetter parked);
}
