using Plaza.Spaces.Dispatch;
using Plaza.Spaces.Events;

namespace Plaza.Spaces.Queues;

/// <summary>
/// What becomes of an event that is brought to a mailbox: it gets in, waits for a place, drives out the oldest or is
/// refused. Its state is guarded by the lock of the mailbox, which it enters by itself where nothing else is said.
/// </summary>
internal sealed class Entrance<TEvent>
    where TEvent : IEvent
{
    private readonly Lock _lock;
    private readonly Mailbox<TEvent> _mailbox;
    private readonly Subscription<TEvent> _subscription;
    private readonly EventBus _bus;
    private readonly Waiting<TEvent> _waiting;
    private readonly Handful<TEvent>? _handful;
    private readonly Waiters<TEvent> _waiters;
    private readonly Alarm? _order;
    private readonly Unsaid<TEvent>? _unsaid;
    private string? _closed;

    public Entrance(Lock mailboxLock, Mailbox<TEvent> mailbox, Waiting<TEvent> waiting, Handful<TEvent>? handful)
    {
        (_lock, _mailbox, _waiting, _handful) = (mailboxLock, mailbox, waiting, handful);
        (_subscription, _bus) = (mailbox.Subscription, mailbox.Topic.Bus);
        _waiters = new(_lock, mailbox.Topic, _subscription);
        _order = waiting.Order is null ? null : new(_bus.Clock, LookAgain);
        if (waiting is not { Keys: null, Order: null })
            _unsaid = new(_lock, mailbox.Topic, _subscription, waiting.Order?.OnGap);
    }

    public bool IsClosed => _closed is not null;

    /// <summary>Asked without the lock too, by who looks whether to wait.</summary>
    public bool IsFull => _mailbox.Held >= _subscription.Delivery.Capacity;

    public Taken Take(TEvent happened, EventContext? context, EventContext? parent, Offers? offers, out Waiter<TEvent>? waiter)
    {
        Entry<TEvent>? dropped = null;
        string? refusal;
        var taken = Taken.Refused;
        waiter = null;
        lock (_lock)
        {
            var isFull = IsFull || _waiters.Any;
            if (isFull && _subscription.Delivery.WhenFull is WhenFull.DropOldest)
                dropped = _handful?.Take() ?? _waiting.DropOldest();

            refusal = _closed ?? (isFull && dropped is null ? _waiters.WhyNot(parent) : null);
            if (refusal is null)
            {
                var entry = _waiting.New(happened, context, parent, offers);
                _bus.InFlight.Begin();
                if (isFull && dropped is null)
                    waiter = _waiters.Add(entry);
                else
                    taken = Enter(entry);
            }
        }

        if (dropped is not null)
            DriveOut(dropped, "it made place for a newer one");

        if (refusal is not null)
            _bus.Reporter.Rejected(_subscription, context ?? parent, refusal);

        Say();
        return taken;
    }

    /// <summary>What became of it, once its wait is over. A refusal is reported.</summary>
    public Taken Ended(Waiter<TEvent> waiter)
    {
        if (waiter.Refusal is { } reason)
            Refuse(waiter.Entry, reason);

        return waiter.Taken;
    }

    /// <summary>Has those in who wait, as far as there is place. Under the lock.</summary>
    public void LetIn()
    {
        while (!IsFull && _waiters.Next() is { } waiter)
            waiter.LetIn(Enter(waiter.Entry));
    }

    /// <summary>Refuses all who wait and all who come. Under the lock.</summary>
    public void Close(string reason)
    {
        _closed = reason;
        while (_waiters.Next() is { } waiter)
            waiter.Refuse(reason);

        _order?.Stop();
    }

    /// <summary>Refuses one that was in already. Outside the lock.</summary>
    public void DriveOut(Entry<TEvent> entry, string reason)
    {
        entry.Offers?.Refused();
        Refuse(entry, reason);
    }

    /// <summary>Reports what could not be reported under the lock.</summary>
    public void Say() => _unsaid?.Say();

    private void Refuse(Entry<TEvent> entry, string reason)
    {
        _bus.Reporter.Rejected(_subscription, entry.Context ?? entry.Parent, reason);
        _bus.InFlight.End();
    }

    private Taken Enter(Entry<TEvent> entry)
    {
        try
        {
            _waiting.Add(entry);
        }
        catch (Exception fault)
        {
            _unsaid!.Unplaced(entry, fault);
            return Taken.Faulted;
        }

        Sort();
        _mailbox.Wake();
        return Taken.Queued;
    }

    /// <summary>Notes what the reordering has given up, and sets the alarm for when it looks again.</summary>
    private void Sort()
    {
        if (_order is null)
            return;

        foreach (var (from, to, cameLate) in _waiting.Missing())
            _unsaid!.Missing(from, to, cameLate);

        for (var late = _waiting.Late(); late > 0; late--)
            _bus.InFlight.End();

        if (_waiting.Due is { } due && _closed is null)
            _order.Set(due - _bus.Clock.GetUtcNow());
    }

    private void LookAgain()
    {
        lock (_lock)
        {
            _waiting.Look();
            Sort();
            LetIn();
            _mailbox.Wake();
        }

        Say();
    }
}
