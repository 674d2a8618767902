using Plaza.Spaces.Dispatch;
using Plaza.Spaces.Events;

namespace Plaza.Spaces.Queues;

/// <summary>
/// The workers of one mailbox: those at work, those on their way to it, and those that rest until they are called again.
/// Used under the lock of the mailbox.
/// </summary>
internal sealed class Crew<TEvent>(Mailbox<TEvent> mailbox, WorkScheduler scheduler, int most)
    where TEvent : IEvent
{
    private readonly Stack<Worker<TEvent>> _resting = [];
    private readonly List<Worker<TEvent>> _busy = [];
    private int _coming;

    public IReadOnlyList<Worker> Busy => [.. _busy];

    public bool Rests => _busy.Count is 0;

    /// <summary>How often one was called.</summary>
    public long Calls { get; private set; }

    /// <summary>Sees to it that as many are at work as there is work for, and no more than may be.</summary>
    public void CallFor(int ready)
    {
        while (_coming < ready && _busy.Count < most)
        {
            var worker = _resting.TryPop(out var resting) ? resting : new(mailbox);
            worker.IsComing = true;
            _coming++;
            Calls++;
            _busy.Add(worker);
            scheduler.Run(worker);
        }
    }

    /// <summary>It has begun, if it had not before.</summary>
    public void Came(Worker<TEvent> worker)
    {
        _coming -= worker.IsComing ? 1 : 0;
        worker.IsComing = false;
    }

    public void Rest(Worker<TEvent> worker)
    {
        if (_busy.Remove(worker))
            _resting.Push(worker);
    }

    /// <summary>It hangs, and never comes back.</summary>
    public void Leave(Worker<TEvent> worker) => _busy.Remove(worker);
}
