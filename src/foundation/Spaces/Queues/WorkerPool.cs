using Plaza.Spaces.Dispatch;
using Plaza.Spaces.Events;

namespace Plaza.Spaces.Queues;

/// <summary>The workers of one queue: running, starting, and idle ones. Used under the lock of the queue.</summary>
internal sealed class WorkerPool<TEvent>(EventQueue<TEvent> queue, WorkScheduler scheduler, int maxWorkers)
    where TEvent : IEvent
{
    private readonly Stack<QueueWorker<TEvent>> _idle = [];
    private readonly List<QueueWorker<TEvent>> _busy = [];
    private int _starting;

    public IReadOnlyList<QueueWorker> BusyWorkers => [.. _busy];

    /// <summary>The workers whose handlers run.</summary>
    public IReadOnlyList<QueueWorker> Handling => [.. _busy.Where(worker => worker.Entry is not null)];

    public bool IsIdle => _busy.Count is 0;

    /// <summary>Whether a worker can begin an event now.</summary>
    public bool HasCapacity => _busy.Count < maxWorkers || _busy.Exists(worker => worker.Entry is null);

    /// <summary>How often a worker was started.</summary>
    public long WorkerCalls { get; private set; }

    /// <summary>Starts as many workers as events are ready, up to the maximum.</summary>
    public void EnsureWorkers(int ready)
    {
        while (_starting < ready && _busy.Count < maxWorkers)
        {
            var worker = _idle.TryPop(out var idle) ? idle : new(queue);
            worker.IsStarting = true;
            _starting++;
            WorkerCalls++;
            _busy.Add(worker);
            scheduler.Run(worker);
        }
    }

    /// <summary>The worker has started.</summary>
    public void Started(QueueWorker<TEvent> worker)
    {
        _starting -= worker.IsStarting ? 1 : 0;
        worker.IsStarting = false;
    }

    public void Park(QueueWorker<TEvent> worker)
    {
        if (_busy.Remove(worker))
            _idle.Push(worker);
    }

    /// <summary>The worker is stuck and is not used again.</summary>
    public void Abandon(QueueWorker<TEvent> worker) => _busy.Remove(worker);
}
