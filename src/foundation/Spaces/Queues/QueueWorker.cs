using Plaza.Spaces.Events;

namespace Plaza.Spaces.Queues;

/// <summary>What the detectors of stuck handlers and of deadlocks must know of a worker.</summary>
internal abstract class QueueWorker
{
    private static readonly AsyncLocal<QueueWorker?> Flowing = new();

    private ExecutionContext? _flow;

    /// <summary>The worker whose handler runs this code or has started it; null elsewhere.</summary>
    public static QueueWorker? Current => Flowing.Value;

    /// <summary>What the running handler waits for. Guarded by the lock of the <see cref="DeadlockDetector"/>.</summary>
    public List<PublisherWait> Waits { get; } = [];

    /// <summary>The wait of the publisher of the event that is being handled, if it runs in a queue's handler itself.</summary>
    public abstract PublisherWait? Awaited { get; }

    /// <summary>How long its handler may take for one event; infinite where something else sees to that.</summary>
    public abstract TimeSpan Timeout { get; }

    /// <summary>Grows with each event; 0 between two, below 0 while the handler goes on by itself and is watched by a timer.</summary>
    public abstract long Step { get; }

    /// <summary>Whether code whose innermost event is <paramref name="context"/> belongs to the handling that runs now.</summary>
    public abstract bool IsHandling(EventContext? context);

    /// <summary>Gives it up, with the event that it hangs on, if it is still at that step.</summary>
    public abstract void Abandon(long step);

    /// <summary>Makes this worker flow with all that its handler calls and starts. Captured once, so that no call allocates.</summary>
    protected void Flow()
    {
        if (_flow is { } flow)
        {
            ExecutionContext.Restore(flow);
            return;
        }

        Flowing.Value = this;
        _flow = ExecutionContext.Capture();
    }
}
