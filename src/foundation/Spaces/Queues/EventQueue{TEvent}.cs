using Plaza.Spaces.Dispatch;
using Plaza.Spaces.Events;
using Plaza.Spaces.Resilience;

namespace Plaza.Spaces.Queues;

/// <summary>
/// The bounded queue of one handler: its workers get the events one after the other, one per key at a time, or several at once.
/// Entries are reused, so that a steady flow allocates nothing.
/// </summary>
internal sealed class EventQueue<TEvent> : EventQueue
    where TEvent : IEvent
{
    private const int MaxLocalBatch = 128;

    private readonly Lock _lock = new();
    private readonly EventBus _bus;
    private readonly QueueBuffer<TEvent> _buffer;
    private readonly LocalBatch<TEvent>? _localBatch;
    private readonly QueueAdmission<TEvent> _admission;
    private readonly WorkerPool<TEvent> _workers;
    private readonly QueueDeadLetters<TEvent> _deadLetters;
    private readonly QueueGate _gate;
    private TaskCompletionSource? _idle;
    private long _handled;

    public EventQueue(Topic<TEvent> topic, Subscription<TEvent> subscription, Delivery<TEvent> delivery)
    {
        (Topic, Subscription, _bus) = (topic, subscription, topic.Bus);
        var plain = delivery.Untyped;
        _buffer = new(delivery.Partitions?.Invoke(), delivery.Resequencer?.Invoke(), _bus.Clock);
        if (plain is { Mode: DeliveryMode.Queued, MaxConcurrency: 1, CircuitBreakerPolicy: null, Capacity: >= 16 } && _buffer is { Partitions: null, Resequencer: null })
            _localBatch = new(Math.Min(plain.Capacity / 8, MaxLocalBatch));

        _admission = new(_lock, this, _buffer, _localBatch);
        _workers = new(this, _bus.Scheduler, plain.MaxConcurrency);
        _deadLetters = new(topic, subscription, _buffer.Partitions);
        _gate = new(_bus.Clock, CloseCircuit);
        Writer = new(this, _admission, plain, _bus);
    }

    public Topic<TEvent> Topic { get; }

    public Subscription<TEvent> Subscription { get; }

    /// <summary>Enqueues for publishers.</summary>
    public QueueWriter<TEvent> Writer { get; }

    public long HandledCount => Volatile.Read(ref _handled);

    public override int Count
    {
        get
        {
            lock (_lock)
                return Length;
        }
    }

    public override IReadOnlyList<QueueWorker> BusyWorkers
    {
        get
        {
            lock (_lock)
                return _workers.BusyWorkers;
        }
    }

    public override long WorkerCalls
    {
        get
        {
            lock (_lock)
                return _workers.WorkerCalls;
        }
    }

    /// <summary>How many events wait, as far as can be read without the lock.</summary>
    public int Length => _buffer.Count + (_localBatch?.Count ?? 0);

    public override bool IsPartitioned => _buffer.Partitions is not null;

    private bool IsIdle => _workers.IsIdle && (Length is 0 || _gate.IsPaused);

    public void Pause() => SetPaused(true);
    public void Resume() => SetPaused(false);

    public override void CloseCircuit()
    {
        lock (_lock)
        {
            _gate.CloseCircuit();
            Wake();
        }
    }

    public override bool CanStart(out IReadOnlyList<QueueWorker> busy)
    {
        lock (_lock)
        {
            busy = _workers.Handling;
            // The operator opens a paused queue, and time an open circuit or a resequencer that waits for a gap.
            return _gate.IsClosed || _buffer.Resequencer is not null || (IsPartitioned ? busy.Count is 0 : _workers.HasCapacity);
        }
    }

    public override Task WhenIdleAsync()
    {
        lock (_lock)
        {
            if (IsIdle)
                return Task.CompletedTask;

            _idle ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _idle.Task;
        }
    }

    public override void Close(string reason)
    {
        List<QueueEntry<TEvent>> remaining;
        lock (_lock)
        {
            if (_admission.IsClosed)
                return;

            _admission.Close(reason);
            _localBatch?.Return(_buffer);
            remaining = _buffer.TakeAll();
            _gate.Stop();
            CompleteIfIdle();
        }

        remaining.ForEach(entry => _admission.Evict(entry, reason));
    }

    /// <summary>Gives a worker its next event. An event that is due while an earlier one of its key is a dead letter becomes one too.</summary>
    /// <returns>Null when there is none: the worker rests.</returns>
    public QueueEntry<TEvent>? Next(QueueWorker<TEvent> worker)
    {
        if (!worker.IsStarting && !_gate.IsPaused && _localBatch?.Take() is { } batched)
            return worker.Entry = batched;

        while (true)
        {
            QueueEntry<TEvent>? entry;
            (DeadLetter, DeadLetter?)? added = null;
            lock (_lock)
            {
                _workers.Started(worker);
                _localBatch?.Return(_buffer);
                if (_gate.IsClosed || (entry = _buffer.Take()) is null)
                {
                    _workers.Park(worker);
                    CompleteIfIdle();
                    return null;
                }

                _localBatch?.Fill(_buffer);
                _admission.AdmitBlocked();
                if (_deadLetters.IsBlocked(entry))
                    added = _deadLetters.Add(entry, "an earlier event of its key is dead-lettered");
                else
                    worker.Entry = entry;
            }

            _admission.Report();
            if (added is null)
                return entry;

            _bus.Reporter.DeadLettered(added.Value);
            Release(entry, succeeded: false);
        }
    }

    /// <summary>The handler of an event has ended.</summary>
    public void Complete(QueueEntry<TEvent> entry, Exception? fault)
    {
        if (fault is CircuitOpenException open && TryPutBack(entry, open.RetryAfter))
            return;

        if (fault is null && _localBatch is not null)
        {
            Volatile.Write(ref _handled, _handled + 1);
            _localBatch.Complete(entry);
            _bus.InFlight.Decrement();
            return;
        }

        if (fault is not null)
            RecordFailure(entry, fault);

        Release(entry, fault is null);
    }

    /// <summary>A worker is stuck: another may replace it.</summary>
    public void Abandon(QueueWorker<TEvent> worker)
    {
        lock (_lock)
        {
            _workers.Abandon(worker);
            _localBatch?.Return(_buffer);
        }
    }

    /// <summary>Enqueues a dead letter again, with those behind it, before all others of its key.</summary>
    public bool Replay(DeadLetter deadLetter)
    {
        lock (_lock)
        {
            if (_admission.IsClosed || _deadLetters.Take(deadLetter) is not { Count: > 0 } taken)
                return false;

            _localBatch?.Return(_buffer);
            taken.ForEach(_ => _bus.InFlight.Increment());
            _buffer.AddFirst(taken.ConvertAll(one => _buffer.Create((TEvent)one.Event, one.Context, one.Context.Parent, null, null)), deadLetter.Key);
            Wake();
            return true;
        }
    }

    public void Discarded(DeadLetter deadLetter)
    {
        lock (_lock)
            _deadLetters.Unblock(deadLetter);
    }

    /// <summary>Starts workers for the events that are ready. Under the lock.</summary>
    public void Wake()
    {
        if (!_gate.IsClosed)
            _workers.EnsureWorkers(_buffer.ReadyCount);
    }

    private void SetPaused(bool isPaused)
    {
        lock (_lock)
        {
            _gate.IsPaused = isPaused;
            Wake();
            CompleteIfIdle();
        }
    }

    private void RecordFailure(QueueEntry<TEvent> entry, Exception fault)
    {
        _bus.Reporter.RecordFailure(Subscription, entry.Event, entry.Context ??= Topic.CreateContext(entry.Parent), fault);
        (DeadLetter, DeadLetter?)? added = null;
        lock (_lock)
        {
            if (!_admission.IsClosed && _deadLetters.ShouldDeadLetter(fault))
                added = _deadLetters.Add(entry, fault.Message);
        }

        if (added is not null)
            _bus.Reporter.DeadLettered(added.Value);
    }

    private void Release(QueueEntry<TEvent> entry, bool succeeded)
    {
        var (deliveries, wait) = (entry.Deliveries, entry.Wait);
        lock (_lock)
        {
            _handled += succeeded ? 1 : 0;
            _buffer.Complete(entry);
            Wake();
            CompleteIfIdle();
        }

        wait?.End();
        _bus.InFlight.Decrement();
        if (succeeded)
            deliveries?.Delivered();
        else
            deliveries?.Faulted();
    }

    /// <returns>False when the subscription was disposed meanwhile.</returns>
    private bool TryPutBack(QueueEntry<TEvent> entry, TimeSpan? pause)
    {
        lock (_lock)
        {
            if (_admission.IsClosed)
                return false;

            _buffer.PutBack(entry);
            _gate.OpenCircuit(pause);
            return true;
        }
    }

    private void CompleteIfIdle()
    {
        if (_idle is null || !IsIdle)
            return;

        _idle.SetResult();
        _idle = null;
    }
}
