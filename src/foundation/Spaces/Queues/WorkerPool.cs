using Plaza.Spaces.Dispatch;
using Plaza.Spaces.Events;

namespace Plaza.Spaces.Queues;

/// <summary>
/// The workers of one mailbox: those at work, those on their way to it, and those that rest until they are called again.
/// Used under the lock of the mailbox.
/// </summary>
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

    /// <summary>How often one was called.</summary>
    public long WorkerCalls { get; private set; }

    /// <summary>Sees to it that as many are at work as there is work for, and no more than may be.</summary>
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

    /// <summary>It has begun, if it had not before.</summary>
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

    /// <summary>It hangs, and never comes back.</summary>
    public void Abandon(QueueWorker<TEvent> worker) => _busy.Remove(worker);
}
