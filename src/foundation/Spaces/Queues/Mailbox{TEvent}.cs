using Plaza.Spaces.Dispatch;
using Plaza.Spaces.Events;
using Plaza.Spaces.Resilience;

namespace Plaza.Spaces.Queues;

/// <summary>
/// The events that wait for one handler, given to its workers: one after the other, one of each key at a time, or so many at
/// once. Bounded; what it holds it uses again, so that a steady flow makes nothing new.
/// </summary>
internal sealed class Mailbox<TEvent> : Mailbox
    where TEvent : IEvent
{
    private const int MostInHand = 128;

    private readonly Lock _lock = new();
    private readonly EventBus _bus;
    private readonly Waiting<TEvent> _waiting;
    private readonly Handful<TEvent>? _handful;
    private readonly Entrance<TEvent> _entrance;
    private readonly Crew<TEvent> _crew;
    private readonly Parking<TEvent> _parking;
    private readonly Gate _gate;
    private TaskCompletionSource? _allHandled;
    private long _handled;

    public Mailbox(Topic<TEvent> topic, Subscription<TEvent> subscription, Delivery<TEvent> delivery)
    {
        (Topic, Subscription, _bus) = (topic, subscription, topic.Bus);
        var plain = delivery.Plain;
        _waiting = new(delivery.Keys?.Invoke(), delivery.Order?.Invoke(), _bus.Clock);
        if (plain is { Mode: DeliveryMode.Queued, Max: 1, Circuit: null, Capacity: >= 16 } && _waiting is { Keys: null, Order: null })
            _handful = new(Math.Min(plain.Capacity / 8, MostInHand));

        _entrance = new(_lock, this, _waiting, _handful);
        _crew = new(this, _bus.Scheduler, plain.Max);
        _parking = new(topic, subscription, _waiting.Keys);
        _gate = new(_bus.Clock, CloseCircuit);
        Intake = new(_entrance, plain, _bus.Scheduler);
    }

    public Topic<TEvent> Topic { get; }

    public Subscription<TEvent> Subscription { get; }

    /// <summary>How publishers get in.</summary>
    public Intake<TEvent> Intake { get; }

    public long Handled => Volatile.Read(ref _handled);

    public override int Count
    {
        get
        {
            lock (_lock)
                return Held;
        }
    }

    public override IReadOnlyList<Worker> Busy
    {
        get
        {
            lock (_lock)
                return _crew.Busy;
        }
    }

    public override long Calls
    {
        get
        {
            lock (_lock)
                return _crew.Calls;
        }
    }

    /// <summary>How many wait, as far as can be seen without the lock.</summary>
    public int Held => _waiting.Count + (_handful?.Left ?? 0);

    private bool IsAllHandled => _crew.Rests && (Held is 0 || _gate.IsPaused);

    public void Pause()
    {
        lock (_lock)
        {
            _gate.IsPaused = true;
            LookWhetherAllIsHandled();
        }
    }

    public void Resume()
    {
        lock (_lock)
        {
            _gate.IsPaused = false;
            Wake();
        }
    }

    public override void CloseCircuit()
    {
        lock (_lock)
        {
            _gate.CloseCircuit();
            Wake();
        }
    }

    public override Task WhenHandledAsync()
    {
        lock (_lock)
        {
            if (IsAllHandled)
                return Task.CompletedTask;

            _allHandled ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _allHandled.Task;
        }
    }

    public override void Close(string reason)
    {
        List<Entry<TEvent>> left;
        lock (_lock)
        {
            if (_entrance.IsClosed)
                return;

            _entrance.Close(reason);
            _handful?.GiveBack(_waiting);
            left = _waiting.TakeAll();
            _gate.Stop();
            LookWhetherAllIsHandled();
        }

        left.ForEach(entry => _entrance.DriveOut(entry, reason));
    }

    /// <summary>Gives a worker its next event. One that is due while an earlier one of its key is parked is parked behind it.</summary>
    /// <returns>Null when there is none: the worker rests.</returns>
    public Entry<TEvent>? Next(Worker<TEvent> worker)
    {
        if (!worker.IsComing && !_gate.IsPaused && _handful?.Take() is { } inHand)
            return inHand;

        while (true)
        {
            Entry<TEvent>? entry;
            (ParkedEvent, ParkedEvent?)? parked = null;
            lock (_lock)
            {
                _crew.Came(worker);
                _handful?.GiveBack(_waiting);
                if (_gate.IsShut || (entry = _waiting.Take()) is null)
                {
                    _crew.Rest(worker);
                    LookWhetherAllIsHandled();
                    return null;
                }

                _handful?.Fill(_waiting);
                _entrance.LetIn();
                if (_parking.Holds(entry))
                    parked = _parking.Park(entry, "an earlier event of its key is parked");
            }

            _entrance.Say();
            if (parked is null)
                return entry;

            _bus.Reporter.DeadLettered(parked.Value);
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
            _crew.Leave(worker);
            _handful?.GiveBack(_waiting);
        }
    }

    /// <summary>Puts a parked event, and what is parked behind it, back before all others of its key.</summary>
    public bool Replay(ParkedEvent parked)
    {
        lock (_lock)
        {
            if (_entrance.IsClosed || _parking.Take(parked) is not { Count: > 0 } taken)
                return false;

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
            _parking.LetGo(parked);
    }

    /// <summary>Sees to it that somebody is at work where there is work. Under the lock.</summary>
    public void Wake()
    {
        if (!_gate.IsShut)
            _crew.CallFor(_waiting.Ready);
    }

    private void Failed(Entry<TEvent> entry, Exception fault)
    {
        _bus.Reporter.RecordFailure(Subscription, entry.Happened, entry.Context ??= Topic.CreateContext(entry.Parent), fault);
        (ParkedEvent, ParkedEvent?)? parked = null;
        lock (_lock)
        {
            if (!_entrance.IsClosed && _parking.Concerns(fault))
                parked = _parking.Park(entry, fault.Message);
        }

        if (parked is not null)
            _bus.Reporter.DeadLettered(parked.Value);
    }

    private void Ended(Entry<TEvent> entry, bool isWell)
    {
        var offers = entry.Offers;
        lock (_lock)
        {
            _handled += isWell ? 1 : 0;
            _waiting.End(entry);
            Wake();
            LookWhetherAllIsHandled();
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
            if (_entrance.IsClosed)
                return false;

            _waiting.PutBack(entry);
            _gate.OpenCircuit(pause);
            return true;
        }
    }

    private void LookWhetherAllIsHandled()
    {
        if (_allHandled is null || !IsAllHandled)
            return;

        _allHandled.SetResult();
        _allHandled = null;
    }
}
