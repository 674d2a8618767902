using Plaza.Spaces.Events;

namespace Plaza.Spaces.Queues;

/// <summary>
/// Records which handlers of queues wait for other queues, so that no handler begins a wait that only its own end could
/// end, through however many queues the cycle goes. Its lock is taken before that of a queue, never inside one. Thread-safe.
/// </summary>
internal sealed class DeadlockDetector
{
    private readonly Lock _lock = new();

    /// <param name="queue">The queue to wait for.</param>
    /// <param name="parent">The event in whose handler the publisher runs.</param>
    /// <param name="wait">The recorded wait; null where the publisher runs in no queue's handler, so that it holds up no queue.</param>
    /// <returns>False when the wait would never end.</returns>
    public bool TryBegin(EventQueue queue, EventContext? parent, out PublisherWait? wait)
    {
        wait = null;
        if (QueueWorker.Current is not { } worker || !worker.IsHandling(parent))
            return true;

        var begun = new PublisherWait(this, worker, queue);
        lock (_lock)
        {
            worker.Waits.Add(begun);
            if (CanEnd(begun, [worker]))
            {
                wait = begun;
                return true;
            }

            worker.Waits.Remove(begun);
            return false;
        }
    }

    public void End(PublisherWait wait)
    {
        lock (_lock)
            wait.Worker.Waits.Remove(wait);
    }

    /// <summary>The handler of the worker has completed: work that it started and did not await no longer blocks its queue.</summary>
    public void EndAll(QueueWorker worker)
    {
        lock (_lock)
            worker.Waits.Clear();
    }

    private static bool CanEnd(PublisherWait wait, HashSet<QueueWorker> waiting)
    {
        var canStart = wait.Queue.CanStart(out var busy);
        return busy.FirstOrDefault(worker => worker.Awaited == wait) is { } handling
            ? CanEnd(handling, waiting)
            : canStart || (wait.Queue.IsPartitioned ? busy.All(worker => CanEnd(worker, waiting)) : busy.Any(worker => CanEnd(worker, waiting)));
    }

    private static bool CanEnd(QueueWorker worker, HashSet<QueueWorker> waiting)
    {
        // Its handler has completed, and the queue is about to be notified.
        if (worker.Step is 0)
            return true;

        if (!waiting.Add(worker))
            return false;

        var canEnd = worker.Waits.TrueForAll(wait => CanEnd(wait, waiting));
        waiting.Remove(worker);
        return canEnd;
    }
}
