namespace Plaza.Spaces.Queues;

/// <summary>A handler of a queue waits for another queue: for room in it, or for the end of what it has enqueued there.</summary>
internal sealed class PublisherWait(DeadlockDetector detector, QueueWorker worker, EventQueue queue)
{
    public QueueWorker Worker => worker;

    public EventQueue Queue => queue;

    /// <summary>The wait is over. May be called more than once, and not under the lock of a queue.</summary>
    public void End() => detector.End(this);
}
