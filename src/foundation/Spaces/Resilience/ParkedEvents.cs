using Plaza.Spaces.Events;

namespace Plaza.Spaces.Resilience;

/// <summary>
/// What listeners could not take in, kept in memory until it is replayed or dropped; durable listeners have theirs in the
/// journal. Bounded for each listener. Safe to use from any thread.
/// </summary>
public sealed class ParkedEvents
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<long, ParkedEvent> _parked = [];
    private readonly TimeProvider _clock;
    private readonly int _most;
    private long _last;

    internal ParkedEvents(TimeProvider clock, int most) => (_clock, _most) = (clock, most);

    /// <summary>The oldest first.</summary>
    public IReadOnlyList<ParkedEvent> All
    {
        get
        {
            lock (_lock)
                return [.. _parked.Values];
        }
    }

    /// <summary>
    /// Gives the event to its listener anew, and all that are parked with the same key, in their order. What fails again is
    /// parked again.
    /// </summary>
    /// <returns>False when nothing is parked under this number.</returns>
    public bool Replay(long number)
    {
        ParkedEvent? parked;
        lock (_lock)
        {
            if (!_parked.TryGetValue(number, out parked))
                return false;
        }

        return parked.Subscription.Replay(parked);
    }

    /// <summary>Gives the event up. Those parked behind it stay until they are replayed or dropped.</summary>
    /// <returns>False when nothing is parked under this number.</returns>
    public bool Drop(long number)
    {
        ParkedEvent? dropped;
        lock (_lock)
        {
            if (!_parked.Remove(number, out dropped))
                return false;
        }

        dropped.Subscription.Discarded(dropped);
        return true;
    }

    /// <summary>Takes out what is to be replayed together with the given one, in order; nothing when it is gone already.</summary>
    internal List<ParkedEvent> Take(ParkedEvent parked)
    {
        lock (_lock)
        {
            if (!_parked.ContainsKey(parked.Number))
                return [];

            List<ParkedEvent> taken = parked.Key is null
                ? [parked]
                : [.. _parked.Values.Where(other => other.Subscription == parked.Subscription && parked.Key.Equals(other.Key))];
            taken.ForEach(one => _parked.Remove(one.Number));
            return taken;
        }
    }

    internal (ParkedEvent Parked, ParkedEvent? GivenUp) Add(Subscription subscription, IEvent happened, EventContext context, object? key, string reason)
    {
        ParkedEvent parked;
        ParkedEvent? oldest = null;
        lock (_lock)
        {
            parked = new(++_last, subscription, happened, context, key, reason, _clock.GetUtcNow());
            _parked.Add(parked.Number, parked);
            if (_parked.Values.Count(other => other.Subscription == subscription) > _most)
            {
                oldest = _parked.Values.First(other => other.Subscription == subscription);
                _parked.Remove(oldest.Number);
            }
        }

        if (oldest is not null)
            subscription.Discarded(oldest);

        return (parked, oldest);
    }

    /// <summary>Its listener has left.</summary>
    internal void Remove(Subscription subscription)
    {
        lock (_lock)
        {
            foreach (var parked in _parked.Values.Where(parked => parked.Subscription == subscription).ToList())
                _parked.Remove(parked.Number);
        }
    }
}
