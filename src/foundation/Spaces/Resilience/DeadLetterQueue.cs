using Plaza.Spaces.Events;

namespace Plaza.Spaces.Resilience;

/// <summary>
/// The dead letters of live subscriptions, in memory until they are replayed or discarded; those of durable subscriptions are in the delivery
/// store. At most <see cref="SpacesOptions.MaxDeadLetters"/> for each subscription. Thread-safe.
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
    /// Delivers a dead letter again, with all dead letters of the same key, in their order. An event that fails again is dead-lettered again.
    /// </summary>
    /// <returns>False when it does not exist.</returns>
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

    /// <summary>Discards a dead letter. Those of the same key behind it stay until they are replayed or discarded.</summary>
    /// <returns>False when it does not exist.</returns>
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

    /// <summary>Removes the dead letters of a disposed subscription.</summary>
    internal void Remove(Subscription subscription)
    {
        lock (_lock)
        {
            foreach (var deadLetter in _deadLetters.Values.Where(deadLetter => deadLetter.Subscription == subscription).ToList())
                _deadLetters.Remove(deadLetter.Id);
        }
    }
}
