using Plaza.Spaces.Events;

namespace Plaza.Spaces.Resilience;

/// <summary>
/// What listeners could not take in, kept in memory until it is replayed or dropped; durable listeners have theirs in the
/// journal. Bounded for each listener. Safe to use from any thread.
/// </summary>
public sealed class DeadLetterQueue
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<long, DeadLetter> _deadLetters = [];
    private readonly TimeProvider _clock;
    private readonly int _maxPerSubscription;
    private long _last;

    internal DeadLetterQueue(TimeProvider clock, int maxPerSubscription) => (_clock, _maxPerSubscription) = (clock, maxPerSubscription);

    /// <summary>The oldest first.</summary>
    public IReadOnlyList<DeadLetter> All
    {
        get
        {
            lock (_lock)
                return [.. _deadLetters.Values];
        }
    }

    /// <summary>
    /// Gives the event to its listener anew, and all that are parked with the same key, in their order. What fails again is
    /// parked again.
    /// </summary>
    /// <returns>False when nothing is parked under this number.</returns>
    public bool Replay(long id)
    {
        DeadLetter? deadLetter;
        lock (_lock)
        {
            if (!_deadLetters.TryGetValue(id, out deadLetter))
                return false;
        }

        return deadLetter.Subscription.Replay(deadLetter);
    }

    /// <summary>Gives the event up. Those parked behind it stay until they are replayed or dropped.</summary>
    /// <returns>False when nothing is parked under this number.</returns>
    public bool Discard(long id)
    {
        DeadLetter? dropped;
        lock (_lock)
        {
            if (!_deadLetters.Remove(id, out dropped))
                return false;
        }

        dropped.Subscription.Discarded(dropped);
        return true;
    }

    /// <summary>Takes out what is to be replayed together with the given one, in order; nothing when it is gone already.</summary>
    internal List<DeadLetter> Take(DeadLetter deadLetter)
    {
        lock (_lock)
        {
            if (!_deadLetters.ContainsKey(deadLetter.Id))
                return [];

            List<DeadLetter> taken = deadLetter.Key is null
                ? [deadLetter]
                : [.. _deadLetters.Values.Where(other => other.Subscription == deadLetter.Subscription && deadLetter.Key.Equals(other.Key))];
            taken.ForEach(one => _deadLetters.Remove(one.Id));
            return taken;
        }
    }

    internal (DeadLetter Added, DeadLetter? Evicted) Add(Subscription subscription, IEvent @event, EventContext context, object? key, string reason)
    {
        DeadLetter deadLetter;
        DeadLetter? oldest = null;
        lock (_lock)
        {
            deadLetter = new(++_last, subscription, @event, context, key, reason, _clock.GetUtcNow());
            _deadLetters.Add(deadLetter.Id, deadLetter);
            if (_deadLetters.Values.Count(other => other.Subscription == subscription) > _maxPerSubscription)
            {
                oldest = _deadLetters.Values.First(other => other.Subscription == subscription);
                _deadLetters.Remove(oldest.Id);
            }
        }

        if (oldest is not null)
            subscription.Discarded(oldest);

        return (deadLetter, oldest);
    }

    /// <summary>Its listener has left.</summary>
    internal void Remove(Subscription subscription)
    {
        lock (_lock)
        {
            foreach (var deadLetter in _deadLetters.Values.Where(deadLetter => deadLetter.Subscription == subscription).ToList())
                _deadLetters.Remove(deadLetter.Id);
        }
    }
}
