using Plaza.Spaces.Dispatch;
using Plaza.Spaces.Events;

namespace Plaza.Spaces.Queues;

/// <summary>
/// Admits events to a queue, makes their publishers wait for room, drops the oldest, or rejects. Its state is guarded by the
/// lock of the queue, which the members enter themselves unless stated otherwise.
/// </summary>
internal sealed class QueueAdmission<TEvent>
    where TEvent : IEvent
{
    private readonly Lock _lock;
    private readonly EventQueue<TEvent> _queue;
    private readonly Subscription<TEvent> _subscription;
    private readonly EventBus _bus;
    private readonly QueueBuffer<TEvent> _buffer;
    private readonly LocalBatch<TEvent>? _localBatch;
    private readonly BlockedPublishers<TEvent> _blocked;
    private readonly ResettableTimer? _resequencing;
    private readonly DeferredReports<TEvent>? _deferred;
    private string? _closed;

    public QueueAdmission(Lock queueLock, EventQueue<TEvent> queue, QueueBuffer<TEvent> buffer, LocalBatch<TEvent>? localBatch)
    {
        (_lock, _queue, _buffer, _localBatch) = (queueLock, queue, buffer, localBatch);
        (_subscription, _bus) = (queue.Subscription, queue.Topic.Bus);
        _blocked = new(_lock, queue.Topic, _subscription);
        _resequencing = buffer.Resequencer is null ? null : new(_bus.Clock, Resequence);
        if (buffer is not { Partitions: null, Resequencer: null })
            _deferred = new(_lock, queue.Topic, _subscription, buffer.Resequencer?.OnGap);
    }

    public bool IsClosed => _closed is not null;

    /// <summary>Also read without the lock.</summary>
    public bool IsFull => _queue.Length >= _subscription.Delivery.Capacity;

    /// <param name="event">The event.</param>
    /// <param name="context">Its context, where it was created already.</param>
    /// <param name="parent">The event in whose handler the publisher runs.</param>
    /// <param name="deliveries">Notified when the event is handled.</param>
    /// <param name="wait">Ended with the handling.</param>
    /// <param name="whenBlocked">What to do where the queue is full and makes its publishers wait.</param>
    /// <param name="blocked">Set where the publisher waits for room.</param>
    public EnqueueResult Admit(
        TEvent @event, EventContext? context, EventContext? parent, PendingDeliveries? deliveries, PublisherWait? wait, WhenBlocked whenBlocked,
        out BlockedPublisher<TEvent>? blocked)
    {
        QueueEntry<TEvent>? dropped = null;
        string? rejection;
        var result = EnqueueResult.Rejected;
        blocked = null;
        lock (_lock)
        {
            var isFull = IsFull || _blocked.Any;
            if (isFull && _subscription.Delivery.WhenFull is QueueFullMode.DropOldest)
                dropped = _localBatch?.Take() ?? _buffer.DropOldest();

            rejection = _closed ?? (isFull && dropped is null ? _blocked.RejectionReason(parent, whenBlocked) : null);
            if (rejection is null && isFull && dropped is null && whenBlocked is WhenBlocked.Return)
                return EnqueueResult.Full;

            if (rejection is null)
            {
                var entry = _buffer.Create(@event, context, parent, deliveries, wait);
                _bus.InFlight.Increment();
                if (isFull && dropped is null)
                    blocked = _blocked.Add(entry);
                else
                    result = Add(entry);
            }
        }

        if (dropped is not null)
            Evict(dropped, "it made place for a newer one");

        if (rejection is not null)
            _bus.Reporter.Rejected(_subscription, context ?? parent, rejection);

        Report();
        return result;
    }

    /// <summary>What became of it, once its wait is over. A rejection is reported.</summary>
    public EnqueueResult Result(BlockedPublisher<TEvent> blocked)
    {
        if (blocked.RejectionReason is { } reason)
            Reject(blocked.Entry, reason);
        else if (blocked.Result is EnqueueResult.Withdrawn)
            _bus.InFlight.Decrement();

        return blocked.Result;
    }

    /// <summary>The publisher no longer waits for room. Does nothing once it was admitted.</summary>
    public void Withdraw(BlockedPublisher<TEvent> blocked)
    {
        lock (_lock)
            _blocked.Withdraw(blocked);
    }

    /// <summary>Admits blocked publishers while there is room. Under the lock.</summary>
    public void AdmitBlocked()
    {
        while (!IsFull && _blocked.Next() is { } blocked)
            blocked.Admit(Add(blocked.Entry));
    }

    /// <summary>Rejects all blocked and future publishers. Under the lock.</summary>
    public void Close(string reason)
    {
        _closed = reason;
        while (_blocked.Next() is { } blocked)
            blocked.Reject(reason);

        _resequencing?.Stop();
    }

    /// <summary>Rejects an event that was admitted before. Outside the lock.</summary>
    public void Evict(QueueEntry<TEvent> entry, string reason)
    {
        entry.Wait?.End();
        entry.Deliveries?.Rejected();
        Reject(entry, reason);
    }

    /// <summary>Reports what could not be reported under the lock.</summary>
    public void Report() => _deferred?.Report();

    private void Reject(QueueEntry<TEvent> entry, string reason)
    {
        _bus.Reporter.Rejected(_subscription, entry.Context ?? entry.Parent, reason);
        _bus.InFlight.Decrement();
    }

    private EnqueueResult Add(QueueEntry<TEvent> entry)
    {
        try
        {
            _buffer.Add(entry);
        }
        catch (Exception fault)
        {
            _deferred!.AddFailure(entry, fault);
            return EnqueueResult.Faulted;
        }

        UpdateResequencer();
        _queue.Wake();
        return EnqueueResult.Queued;
    }

    /// <summary>Records the gaps that the resequencer has skipped, and sets its timer.</summary>
    private void UpdateResequencer()
    {
        if (_resequencing is null)
            return;

        foreach (var (from, to, isLate) in _buffer.TakeGaps())
            _deferred!.AddGap(from, to, isLate);

        for (var late = _buffer.TakeLate(); late > 0; late--)
            _bus.InFlight.Decrement();

        if (_buffer.Due is { } due && _closed is null)
            _resequencing.Set(due - _bus.Clock.GetUtcNow());
    }

    private void Resequence()
    {
        lock (_lock)
        {
            _buffer.Resequence();
            UpdateResequencer();
            AdmitBlocked();
            _queue.Wake();
        }

        Report();
    }
}
