using Plaza.Spaces.Events;
using Plaza.Spaces.Resilience;
using Plaza.Spaces.Telling;
using Polly.CircuitBreaker;

namespace Plaza.Spaces.Queues;

/// <summary>
/// The events that wait for one handler, and the workers that give them to it: one after the other, one of each key at a
/// time, or so many at once. Bounded; what it holds it uses again, so that a steady flow makes nothing new.
/// </summary>
internal sealed class Mailbox<TEvent>
    where TEvent : IEvent
{
    private const int MostInHand = 128;
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(50);

    private readonly Lock _lock = new();
    private readonly Topic<TEvent> _topic;
    private readonly Subscription<TEvent> _subscription;
    private readonly EventBus _bus;
    private readonly Waiting<TEvent> _waiting;
    private readonly int _capacity;
    private readonly int _most;
    private readonly WhenFull _whenFull;
    private readonly bool _isConcurrent;
    private readonly Handful<TEvent>? _handful;
    private readonly LinkedList<Waiter<TEvent>> _waiters = [];
    private readonly Stack<Worker<TEvent>> _idle = [];
    private readonly List<Worker<TEvent>> _busy = [];
    private readonly List<MissingEvents> _unsaid = [];
    private readonly List<(Entry<TEvent> Entry, Exception Fault)> _unplaced = [];
    private ITimer? _timer;
    private ITimer? _circuitTimer;
    private int _coming;
    private long _handled;
    private volatile bool _isPaused;
    private bool _isCircuitOpen;
    private string? _closed;

    public Mailbox(Topic<TEvent> topic, Subscription<TEvent> subscription, Delivery<TEvent> delivery)
    {
        _topic = topic;
        _subscription = subscription;
        _bus = topic.Bus;
        _waiting = new(delivery.Keys?.Invoke(), delivery.Order?.Invoke(), _bus.Clock);
        _capacity = delivery.Plain.Capacity;
        _most = delivery.Plain.Max;
        _whenFull = delivery.Plain.WhenFull;
        _isConcurrent = delivery.Plain.Mode is DeliveryMode.Concurrent;
        if (!_isConcurrent && _most is 1 && _waiting is { Keys: null, Order: null } && delivery.Plain.Circuit is null && _capacity / 8 > 1)
            _handful = new(Math.Min(_capacity / 8, MostInHand));
    }

    public Topic<TEvent> Topic => _topic;

    private int Held => _waiting.Count + (_handful?.Left ?? 0);

    public Subscription<TEvent> Subscription => _subscription;

    public long Handled => Volatile.Read(ref _handled);

    public int Count
    {
        get
        {
            lock (_lock)
                return Held;
        }
    }

    /// <summary>The workers that are at it, for who watches them.</summary>
    public IReadOnlyList<Worker> Busy
    {
        get
        {
            lock (_lock)
                return [.. _busy];
        }
    }

    /// <summary>Takes an event in for a publisher that waits with <paramref name="offers"/> for what becomes of it.</summary>
    /// <param name="offers">Made where there is something to wait for.</param>
    /// <returns>What became of it at once.</returns>
    public PublishResult OfferTo(ref Offers? offers, TEvent happened, EventContext? context, EventContext? parent)
    {
        if (_isConcurrent)
        {
            offers ??= new();
            offers.Open();
        }

        var isTaken = TryTake(happened, context, parent, _isConcurrent ? offers : null, out var waiter);
        if (waiter is null && !_isConcurrent)
            return new(0, Queued: isTaken ? 1 : 0, Refused: isTaken ? 0 : 1);

        if (!isTaken)
            offers!.Refused();
        else if (waiter is not null)
            WaitFor(waiter, offers ??= new());

        return default;
    }

    /// <summary>Takes an event in, holding the publisher's thread where it must wait for a place.</summary>
    /// <returns>False when it was refused.</returns>
    public bool OfferAndHold(TEvent happened, EventContext? context, EventContext? parent)
    {
        if (_whenFull is WhenFull.Wait)
            SpinWhileFull();

        if (!TryTake(happened, context, parent, null, out var waiter))
            return false;

        if (waiter is null)
            return true;

        _bus.Scheduler.Hold(waiter.Place);
        return IsLetIn(waiter);
    }

    public void Pause()
    {
        lock (_lock)
            _isPaused = true;
    }

    public void Resume()
    {
        lock (_lock)
        {
            _isPaused = false;
            Wake();
        }
    }

    /// <summary>Takes no more, and reports what waits as refused.</summary>
    public void Close(string reason)
    {
        List<Entry<TEvent>> left;
        lock (_lock)
        {
            if (_closed is not null)
                return;

            _closed = reason;
            _handful?.GiveBack(_waiting);
            left = _waiting.TakeAll();
            foreach (var waiter in _waiters)
                waiter.Refuse(reason);

            _waiters.Clear();
            _timer?.Dispose();
        }

        foreach (var entry in left)
        {
            entry.Offers?.Refused();
            Refuse(entry, reason);
        }
    }

    /// <summary>Puts parked events back before all others of their key.</summary>
    public void Replay(IReadOnlyList<ParkedEvent> parked)
    {
        lock (_lock)
        {
            _handful?.GiveBack(_waiting);
            foreach (var one in parked)
            {
                if (one.Key is not null)
                    _waiting.Keys?.Hold(one.Key, -1);

                _bus.InFlight.Begin();
            }

            _waiting.AddFirst([.. parked.Select(one => _waiting.New((TEvent)one.Happened, one.Context, one.Context.Parent, null))]);
            Wake();
        }
    }

    public void Dropped(ParkedEvent parked)
    {
        lock (_lock)
        {
            if (parked.Key is not null)
                _waiting.Keys?.Hold(parked.Key, -1);
        }
    }

    /// <summary>Gives a worker its next event.</summary>
    /// <param name="worker">Who asks.</param>
    /// <param name="isHeld">An earlier event of its key is parked, so it is to be parked behind.</param>
    /// <returns>Null when there is none for it: it rests.</returns>
    public Entry<TEvent>? Next(Worker<TEvent> worker, out bool isHeld)
    {
        isHeld = false;
        Entry<TEvent>? entry;
        if (!worker.IsComing && !_isPaused && (entry = _handful?.Take()) is not null)
            return entry;

        lock (_lock)
        {
            _coming -= worker.IsComing ? 1 : 0;
            worker.IsComing = false;
            _handful?.GiveBack(_waiting);

            if (_isPaused || _isCircuitOpen || (entry = _waiting.Take()) is null)
            {
                if (_busy.Remove(worker))
                    _idle.Push(worker);

                return null;
            }

            _handful?.Fill(_waiting);
            LetIn();
            if (_waiting.Keys?.IsHeld(entry) is true)
            {
                isHeld = true;
                _waiting.Keys.Hold(_waiting.Keys.KeyOf(entry.Happened), 1);
            }
        }

        Say();
        return entry;
    }

    /// <summary>An event was handled, for better or worse, or is to be parked behind an earlier one.</summary>
    public void End(Entry<TEvent> entry, Exception? fault, bool isHeld)
    {
        if (fault is BrokenCircuitException open && _closed is null)
        {
            PutBack(entry, open.RetryAfter);
            return;
        }

        if (fault is null && _handful is not null)
        {
            Volatile.Write(ref _handled, _handled + 1);
            _handful.End(entry);
            _bus.InFlight.End();
            return;
        }

        var offers = entry.Offers;
        if (isHeld || fault is not null)
            Failed(entry, fault);

        lock (_lock)
        {
            if (fault is null && !isHeld)
                _handled++;

            _waiting.End(entry);
            Wake();
        }

        _bus.InFlight.End();
        if (fault is null && !isHeld)
            offers?.Delivered();
        else
            offers?.Faulted();
    }

    /// <summary>A worker hangs: another may take its place.</summary>
    public void Leave(Worker<TEvent> worker)
    {
        lock (_lock)
        {
            _busy.Remove(worker);
            _handful?.GiveBack(_waiting);
        }
    }

    /// <returns>False when it was refused; that was reported.</returns>
    private bool TryTake(TEvent happened, EventContext? context, EventContext? parent, Offers? offers, out Waiter<TEvent>? waiter)
    {
        Entry<TEvent>? dropped = null;
        string? refusal;
        waiter = null;
        lock (_lock)
        {
            var isFull = Held >= _capacity || _waiters.Count > 0;
            if (isFull && _whenFull is WhenFull.DropOldest)
                dropped = _handful?.Take() ?? _waiting.DropOldest();

            refusal = _closed ?? (isFull && dropped is null ? WhyNotWait(parent) : null);
            if (refusal is null)
            {
                var entry = _waiting.New(happened, context, parent, offers);
                _bus.InFlight.Begin();
                if (isFull && dropped is null)
                    waiter = Wait(entry);
                else
                    Enter(entry);
            }
        }

        if (dropped is not null)
        {
            dropped.Offers?.Refused();
            Refuse(dropped, "it made place for a newer one");
        }

        if (refusal is not null)
            _bus.Reports.Refused(_subscription, context?.Sequence ?? 0, refusal);

        Say();
        return refusal is null;
    }

    private string? WhyNotWait(EventContext? parent)
    {
        if (_whenFull is not WhenFull.Wait)
            return $"its queue of {_capacity} is full";

        for (var before = parent; before is not null; before = before.Parent)
        {
            if (before.Type == _topic.Type)
                return $"its queue of {_capacity} is full, and its own handler would wait for itself";
        }

        return null;
    }

    /// <summary>A queue that is being handled has a place again within microseconds; to wait in line for it takes longer.</summary>
    private void SpinWhileFull()
    {
        const int Few = 30;
        var spin = default(SpinWait);
        while (Held >= _capacity && spin.Count < Few)
            spin.SpinOnce(sleep1Threshold: -1);
    }

    private void WaitFor(Waiter<TEvent> waiter, Offers offers)
    {
        if (!_isConcurrent)
            offers.Open();

        _ = WaitAsync(waiter, offers);
    }

    private async Task WaitAsync(Waiter<TEvent> waiter, Offers offers)
    {
        await waiter.Place;
        if (!IsLetIn(waiter))
            offers.Refused();
        else if (!_isConcurrent)
            offers.Queued();
    }

    private Waiter<TEvent> Wait(Entry<TEvent> entry)
    {
        var waiter = new Waiter<TEvent>(entry);
        waiter.Patience = _bus.Clock.CreateTimer(_ => GiveUp(waiter), null, _bus.Options.HandlerLimit, Timeout.InfiniteTimeSpan);
        _waiters.AddLast(waiter);
        return waiter;
    }

    private void GiveUp(Waiter<TEvent> waiter)
    {
        lock (_lock)
        {
            if (_waiters.Remove(waiter))
                waiter.Refuse($"its queue of {_capacity} stayed full");
        }
    }

    /// <summary>What became of it, once its wait is over.</summary>
    /// <returns>False when it was refused; that was reported.</returns>
    private bool IsLetIn(Waiter<TEvent> waiter)
    {
        if (waiter.Refusal is not { } reason)
            return true;

        Refuse(waiter.Entry, reason);
        return false;
    }

    private void Refuse(Entry<TEvent> entry, string reason)
    {
        _bus.Reports.Refused(_subscription, entry.Context?.Sequence ?? 0, reason);
        _bus.InFlight.End();
    }

    /// <summary>The key is held before the event counts as parked, so that none of its key passes by.</summary>
    private void Failed(Entry<TEvent> entry, Exception? fault)
    {
        object? key = null;
        if (_waiting.Keys is { } keys)
        {
            key = keys.KeyOf(entry.Happened);
            if (fault is not null)
            {
                lock (_lock)
                    keys.Hold(key, 1);
            }
        }

        var context = entry.Context ?? _topic.ContextOf(entry.Parent);
        if (fault is null)
            _bus.Reports.Park(_subscription, entry.Happened, context, key, "an earlier event of its key is parked");
        else
            _bus.Reports.Failed(_subscription, entry.Happened, context, fault, key);
    }

    private void PutBack(Entry<TEvent> entry, TimeSpan? pause)
    {
        lock (_lock)
        {
            _waiting.PutBack(entry);
            _isCircuitOpen = true;
        }

        var wait = pause > Soon ? pause.Value : Soon;
        var timer = _bus.Clock.CreateTimer(_ => CloseCircuit(), null, wait, Timeout.InfiniteTimeSpan);
        Interlocked.Exchange(ref _circuitTimer, timer)?.Dispose();
    }

    private void CloseCircuit()
    {
        lock (_lock)
        {
            _isCircuitOpen = false;
            Wake();
        }
    }

    private void LetIn()
    {
        while (_waiters.First is { } first && Held < _capacity)
        {
            _waiters.RemoveFirst();
            Enter(first.Value.Entry);
            first.Value.LetIn();
        }
    }

    private void Enter(Entry<TEvent> entry)
    {
        try
        {
            _waiting.Add(entry);
        }
        catch (Exception fault)
        {
            _unplaced.Add((entry, fault));
            return;
        }

        Sort();
        Wake();
    }

    /// <summary>Notes what the reordering has given up, and sets the timer for when it looks again.</summary>
    private void Sort()
    {
        if (_waiting.Order is null)
            return;

        foreach (var (from, to, cameLate) in _waiting.Missing())
            _unsaid.Add(new(_subscription.Name, _topic.Type.Name, from, to, cameLate));

        for (var late = _waiting.Late(); late > 0; late--)
            _bus.InFlight.End();

        if (_waiting.Due is { } due && _closed is null)
        {
            _timer ??= _bus.Clock.CreateTimer(_ => LookAgain(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            var wait = due - _bus.Clock.GetUtcNow();
            _timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    private void LookAgain()
    {
        lock (_lock)
        {
            _waiting.Look();
            Sort();
            LetIn();
            Wake();
        }

        Say();
    }

    /// <summary>Reports what could not be reported under the lock.</summary>
    private void Say()
    {
        if (_waiting is { Order: null, Keys: null })
            return;

        List<MissingEvents> missing;
        List<(Entry<TEvent> Entry, Exception Fault)> unplaced;
        lock (_lock)
        {
            (missing, unplaced) = ([.. _unsaid], [.. _unplaced]);
            _unsaid.Clear();
            _unplaced.Clear();
        }

        foreach (var one in missing)
            _bus.Reports.Missing(_subscription, one, _waiting.Order?.OnGap);

        foreach (var (entry, fault) in unplaced)
        {
            _bus.Reports.Fault(_subscription, entry.Happened, entry.Context ?? _topic.ContextOf(entry.Parent), fault);
            entry.Offers?.Faulted();
            _bus.InFlight.End();
        }
    }

    /// <summary>Sees to it that as many are at work as there is work for.</summary>
    private void Wake()
    {
        while (!_isPaused && !_isCircuitOpen && _coming < _waiting.Ready && _busy.Count < _most)
        {
            var worker = _idle.TryPop(out var idle) ? idle : new(this);
            worker.IsComing = true;
            _coming++;
            _busy.Add(worker);
            _bus.Scheduler.Run(worker);
        }
    }
}
