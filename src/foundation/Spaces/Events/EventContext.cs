namespace Plaza.Spaces.Events;

/// <summary>When, where and why an event happened. One instance belongs to one delivery and is used by one thread at a time.</summary>
public sealed class EventContext
{
    /// <summary>The place in the journal, from 1; 0 for an event that was never written down.</summary>
    public long Sequence { get; init; }

    /// <summary>When it happened, in UTC.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>The sequence of the event that led to this one, if any.</summary>
    public long? Cause { get; init; }

    /// <summary>True where the delivery is durable, so that effects can be enlisted.</summary>
    public bool IsDurable { get; init; }

    /// <summary>What was enlisted so far, in order. Applied by the journal in one transaction with the cursor.</summary>
    public IReadOnlyList<Delegate> Effects => _effects;

    private readonly List<Delegate> _effects = [];

    /// <summary>
    /// Makes <paramref name="effect"/> part of the transaction in which this delivery is noted as done. Which delegates
    /// it understands is for the journal to say.
    /// </summary>
    /// <exception cref="InvalidOperationException">The delivery is not durable: it has no transaction.</exception>
    public void Enlist(Delegate effect)
    {
        if (!IsDurable)
            throw new InvalidOperationException("Only a durable delivery has a transaction to take part in.");

        _effects.Add(effect);
    }
}
