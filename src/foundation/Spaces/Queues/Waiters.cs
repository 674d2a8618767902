using Plaza.Spaces.Dispatch;
using Plaza.Spaces.Events;

namespace Plaza.Spaces.Queues;

/// <summary>
/// The publishers that wait for a place in a full mailbox, in line. Used under the lock of the mailbox, which it enters by
/// itself when somebody has waited too long.
/// </summary>
internal sealed class Waiters<TEvent>(Lock mailbox, Topic<TEvent> topic, Subscription<TEvent> subscription)
    where TEvent : IEvent
{
    private readonly LinkedList<Waiter<TEvent>> _line = [];
    private readonly Delivery _delivery = subscription.Delivery;

    public bool Any => _line.Count > 0;

    /// <returns>Null where a publisher may wait whose handler was told of <paramref name="parent"/>.</returns>
    public string? WhyNot(EventContext? parent)
    {
        if (_delivery.WhenFull is not WhenFull.Wait)
            return $"its queue of {_delivery.Capacity} is full";

        for (var before = parent; before is not null; before = before.Parent)
        {
            if (before.Type == topic.Type)
                return $"its queue of {_delivery.Capacity} is full, and its own handler would wait for itself";
        }

        return null;
    }

    public Waiter<TEvent> Add(Entry<TEvent> entry)
    {
        var waiter = new Waiter<TEvent>(entry);
        var limit = _delivery.Limit ?? topic.Bus.Options.HandlerLimit;
        waiter.Patience = topic.Bus.Clock.CreateTimer(_ => GiveUp(waiter), null, limit, Timeout.InfiniteTimeSpan);
        _line.AddLast(waiter);
        return waiter;
    }

    /// <returns>Who has waited longest; null when nobody does.</returns>
    public Waiter<TEvent>? Next()
    {
        if (_line.First is not { } first)
            return null;

        _line.RemoveFirst();
        return first.Value;
    }

    private void GiveUp(Waiter<TEvent> waiter)
    {
        lock (mailbox)
        {
            if (_line.Remove(waiter))
                waiter.Refuse($"its queue of {_delivery.Capacity} stayed full");
        }
    }
}
