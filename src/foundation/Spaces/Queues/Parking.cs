using Plaza.Spaces.Dispatch;
using Plaza.Spaces.Events;
using Plaza.Spaces.Resilience;

namespace Plaza.Spaces.Queues;

/// <summary>
/// Parks events of one mailbox, and holds their keys as long as they are parked. Used under the lock of the mailbox, so
/// that none of a key comes between.
/// </summary>
internal sealed class Parking<TEvent>(Topic<TEvent> topic, Subscription<TEvent> subscription, Keying<TEvent>? keys)
    where TEvent : IEvent
{
    /// <summary>Whether it is parked because of that, for its delivery or to keep the order of its key.</summary>
    public bool Concerns(Exception fault) => keys is not null || BusReporter.ShouldDeadLetter(subscription, fault);

    /// <summary>Whether an earlier one of its key is parked.</summary>
    public bool Holds(Entry<TEvent> entry) => keys?.IsHeld(entry) is true;

    public (ParkedEvent Parked, ParkedEvent? GivenUp) Park(Entry<TEvent> entry, string reason)
    {
        var key = keys?.KeyOf(entry);
        if (key is not null)
            keys!.Hold(key, 1);

        return topic.Bus.Parked.Park(subscription, entry.Happened, entry.Context ??= topic.CreateContext(entry.Parent), key, reason);
    }

    /// <returns>What is to be replayed together with the given one, in order.</returns>
    public List<ParkedEvent> Take(ParkedEvent parked)
    {
        var taken = topic.Bus.Parked.Take(parked);
        LetGo(parked, taken.Count);
        return taken;
    }

    public void LetGo(ParkedEvent parked, int count = 1)
    {
        if (parked.Key is not null && count > 0)
            keys?.Hold(parked.Key, -count);
    }
}
