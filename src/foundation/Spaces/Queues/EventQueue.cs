namespace Plaza.Spaces.Queues;

/// <summary>The queue of a handler, independent of its event type. Thread-safe.</summary>
internal abstract class EventQueue
{
    /// <summary>How many events wait.</summary>
    public abstract int Count { get; }

    /// <summary>The workers that are running, for the detector of stuck handlers.</summary>
    public abstract IReadOnlyList<QueueWorker> BusyWorkers { get; }

    /// <summary>Whether each key has a waiting list of its own, so that the end of a handler unblocks only its key.</summary>
    public abstract bool IsPartitioned { get; }

    /// <summary>Whether an event can be begun now, or once something else than a busy handler has ended.</summary>
    /// <param name="busy">The workers whose handlers run.</param>
    public abstract bool CanStart(out IReadOnlyList<QueueWorker> busy);

    /// <summary>How often a worker was started; constant while nothing is enqueued.</summary>
    public abstract long WorkerCalls { get; }

    /// <summary>Completes when nothing waits and no handler runs. What waits in a paused queue does not count.</summary>
    public abstract Task WhenIdleAsync();

    /// <summary>Accepts no more events, and reports those that wait as rejected.</summary>
    public abstract void Close(string reason);

    /// <summary>Lets the queue go on after its circuit has closed.</summary>
    public abstract void CloseCircuit();
}
