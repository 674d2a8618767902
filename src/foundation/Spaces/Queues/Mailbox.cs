using Plaza.Spaces.Events;
using Plaza.Spaces.Resilience;
using Plaza.Spaces.Telling;

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

        var taken = Take(happened, context, parent, _isConcurrent ? offers : null, out var waiter);
        if (waiter is not null)
            WaitFor(waiter, offers ??= new());
        else if (!_isConcurrent)
            return Result(taken);
        else if (taken is Taken.Refused)
            offers!.Refused();

        return default;
    }

    /// <summary>Takes an event in, holding the publisher's thread where it must wait for a place.</summary>
    public PublishResult OfferAndHold(TEvent happened, EventContext? context, EventContext? parent)
    {
        if (_whenFull is WhenFull.Wait)
            SpinWhileFull();

        var taken = Take(happened, context, parent, null, out var waiter);
        if (waiter is null)
            return Result(taken);

        _bus.Scheduler.Hold(waiter.Place);
        return Result(Ended(waiter));
    }

    private static PublishResult Result(Taken taken) => new(
        0, Queued: taken is Taken.Queued ? 1 : 0, Faulted: taken is Taken.Faulted ? 1 : 0, Refused: taken is Taken.Refused ? 1 : 0);

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
            _circuitTimer?.Dispose();
        }

        foreach (var entry in left)
        {
            entry.Offers?.Refused();
            Refuse(entry, reason);
        }
    }

    /// <summary>
    /// Puts a parked event, and what is parked behind it, back before all others of its key. Under the lock, so that none of
    /// its key is parked between.
    /// </summary>
    public bool Replay(ParkedEvent parked)
    {
        lock (_lock)
        {
            if (_closed is not null)
                return false;

            var taken = _bus.Parked.Take(parked);
            if (taken.Count is 0)
                return false;

            if (parked.Key is not null)
                _waiting.Keys?.Hold(parked.Key, -taken.Count);

            _handful?.GiveBack(_waiting);
            taken.ForEach(_ => _bus.InFlight.Begin());
            _waiting.AddFirst(taken.ConvertAll(one => _waiting.New((TEvent)one.Happened, one.Context, one.Context.Parent, null)), parked.Key);
            Wake();
            return true;
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

    /// <summary>Gives a worker its next event. One that is due while an earlier one of its key is parked is parked behind it.</summary>
    /// <returns>Null when there is none: the worker rests.</returns>
    public Entry<TEvent>? Next(Worker<TEvent> worker)
    {
        Entry<TEvent>? entry;
        if (!worker.IsComing && !_isPaused && (entry = _handful?.Take()) is not null)
            return entry;

        while (true)
        {
            (ParkedEvent, ParkedEvent?)? parked = null;
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
                    parked = Park(entry, "an earlier event of its key is parked");
            }

            Say();
            if (parked is null)
                return entry;

            _bus.Reports.Parked(parked.Value);
            Ended(entry, isWell: false);
        }
    }

    /// <summary>An event was handled, for better or worse.</summary>
    public void End(Entry<TEvent> entry, Exception? fault)
    {
        if (fault is CircuitIsOpen open && TryPutBack(entry, open.RetryAfter))
            return;

        if (fault is null && _handful is not null)
        {
            Volatile.Write(ref _handled, _handled + 1);
            _handful.End(entry);
            _bus.InFlight.End();
            return;
        }

        if (fault is not null)
            Failed(entry, fault);

        Ended(entry, fault is null);
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

    private Taken Take(TEvent happened, EventContext? context, EventContext? parent, Offers? offers, out Waiter<TEvent>? waiter)
    {
        Entry<TEvent>? dropped = null;
        string? refusal;
        var taken = Taken.Refused;
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
                    taken = Enter(entry);
            }
        }

        if (dropped is not null)
        {
            dropped.Offers?.Refused();
            Refuse(dropped, "it made place for a newer one");
        }

        if (refusal is not null)
            _bus.Reports.Refused(_subscription, context ?? parent, refusal);

        Say();
        return taken;
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
        var taken = Ended(waiter);
        if (taken is Taken.Refused)
            offers.Refused();
        else if (!_isConcurrent && taken is Taken.Faulted)
            offers.Faulted();
        else if (!_isConcurrent)
            offers.Queued();
    }

    private Waiter<TEvent> Wait(Entry<TEvent> entry)
    {
        var waiter = new Waiter<TEvent>(entry);
        waiter.Patience = _bus.Clock.CreateTimer(_ => GiveUp(waiter), null, _subscription.Delivery.Limit ?? _bus.Options.HandlerLimit, Timeout.InfiniteTimeSpan);
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

    /// <summary>What became of it, once its wait is over. A refusal is reported.</summary>
    private Taken Ended(Waiter<TEvent> waiter)
    {
        if (waiter.Refusal is { } reason)
            Refuse(waiter.Entry, reason);

        return waiter.Taken;
    }

    private void Refuse(Entry<TEvent> entry, string reason)
    {
        _bus.Reports.Refused(_subscription, entry.Context ?? entry.Parent, reason);
        _bus.InFlight.End();
    }

    private void Failed(Entry<TEvent> entry, Exception fault)
    {
        var context = entry.Context ??= _topic.ContextOf(entry.Parent);
        _bus.Reports.Count(_subscription, entry.Happened, context, fault);
        (ParkedEvent, ParkedEvent?)? parked = null;
        lock (_lock)
        {
            if (_closed is null && (_waiting.Keys is not null || Reports.Parks(_subscription, fault)))
                parked = Park(entry, fault.Message);
        }

        if (parked is not null)
            _bus.Reports.Parked(parked.Value);
    }

    /// <summary>Under the lock, so that its key is held as long as it is parked.</summary>
    private (ParkedEvent, ParkedEvent?) Park(Entry<TEvent> entry, string reason)
    {
        var key = _waiting.Keys?.KeyOf(entry);
        if (key is not null)
            _waiting.Keys!.Hold(key, 1);

        return _bus.Parked.Park(_subscription, entry.Happened, entry.Context ??= _topic.ContextOf(entry.Parent), key, reason);
    }

    private void Ended(Entry<TEvent> entry, bool isWell)
    {
        var offers = entry.Offers;
        lock (_lock)
        {
            _handled += isWell ? 1 : 0;
            _waiting.End(entry);
            Wake();
        }

        _bus.InFlight.End();
        if (isWell)
            offers?.Delivered();
        else
            offers?.Faulted();
    }

    /// <returns>False when its listener has left meanwhile.</returns>
    private bool TryPutBack(Entry<TEvent> entry, TimeSpan? pause)
    {
        lock (_lock)
        {
            if (_closed is not null)
                return false;

            _waiting.PutBack(entry);
            _isCircuitOpen = true;
        }

        var wait = pause > Soon ? pause.Value : Soon;
        var timer = _bus.Clock.CreateTimer(_ => CloseCircuit(), null, wait, Timeout.InfiniteTimeSpan);
        Interlocked.Exchange(ref _circuitTimer, timer)?.Dispose();
        return true;
    }

    /// <summary>Lets the queue try again.</summary>
    public void CloseCircuit()
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
            first.Value.LetIn(Enter(first.Value.Entry));
        }
    }

    private Taken Enter(Entry<TEvent> entry)
    {
        try
        {
            _waiting.Add(entry);
        }
        catch (Exception fault)
        {
            _unplaced.Add((entry, fault));
            return Taken.Faulted;
        }

        Sort();
        Wake();
        return Taken.Queued;
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
