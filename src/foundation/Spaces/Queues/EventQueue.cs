namespace Plaza.Spaces.Queues;

/// <summary>What others must know of the queue of a handler, whatever its events are. Safe to use from any thread.</summary>
internal abstract class EventQueue
{
    /// <summary>How many events wait.</summary>
    public abstract int Count { get; }

    /// <summary>The workers that are at it, for who watches them.</summary>
    public abstract IReadOnlyList<QueueWorker> BusyWorkers { get; }

    /// <summary>Whether each key has a line of its own, so that the end of one handler lets no other key go on.</summary>
    public abstract bool IsPartitioned { get; }

    /// <summary>Whether an event can be begun now, or once something else than a busy handler has ended.</summary>
    /// <param name="busy">The workers whose handlers run.</param>
    public abstract bool CanStart(out IReadOnlyList<QueueWorker> busy);

    /// <summary>How often a worker was called for; stands still where nothing comes in.</summary>
    public abstract long WorkerCalls { get; }

    /// <summary>Completes when nothing waits and nothing is being handled. What waits while it is paused does not count.</summary>
    public abstract Task WhenIdleAsync();

    /// <summary>Takes no more, and reports what waits as refused.</summary>
    public abstract void Close(string reason);

    /// <summary>Lets the queue try again.</summary>
    public abstract void CloseCircuit();
}
