using Plaza.Spaces.Queues;

namespace Plaza.Spaces.Events;

/// <summary>A handler in its fullest form, which all others become when they are decorated.</summary>
public delegate ValueTask EventHandlerDelegate<in TEvent>(TEvent @event, EventContext context, CancellationToken cancellationToken)
    where TEvent : IEvent;

/// <summary>A <see cref="Delivery"/> with what depends on the event itself.</summary>
public sealed record Delivery<TEvent>
    where TEvent : IEvent
{
    internal Delivery(Delivery plain) => Untyped = plain;

    public Delivery Untyped { get; private init; }

    internal Func<TEvent, bool>? Filter { get; private init; }

    internal Func<EventHandlerDelegate<TEvent>, EventHandlerDelegate<TEvent>>? Decorator { get; private init; }

    internal Func<Partitioner<TEvent>>? Partitions { get; private init; }

    internal Func<Resequencer<TEvent>>? Resequencer { get; private init; }

    /// <summary>Whatever says nothing of the event itself will do for every event.</summary>
    public static implicit operator Delivery<TEvent>(Delivery plain) => new(plain);

    /// <summary>
    /// Events of one key are handled one after the other in the order of publishing, those of different keys at the same
    /// time. When one is parked, the later ones of its key are parked behind it.
    /// </summary>
    /// <param name="key">What must stay in order.</param>
    /// <param name="maxConcurrency">How many keys are handled at a time, from 1.</param>
    /// <exception cref="InvalidOperationException">The delivery is not queued.</exception>
    public Delivery<TEvent> PartitionedBy<TKey>(Func<TEvent, TKey> key, int maxConcurrency = 8)
        where TKey : notnull
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxConcurrency, 1);
        NeedsQueue("keyed");
        return this with { Partitions = () => new KeyPartitions<TEvent, TKey>(key), Untyped = Untyped with { MaxConcurrency = maxConcurrency } };
    }

    /// <summary>
    /// Puts right what arrives out of order: an event is held until all with lower numbers were told. What is missing after
    /// <paramref name="window"/> later ones or after <paramref name="timeout"/> is given up, and so is what comes too late;
    /// both are reported as <see cref="SequenceGapDetected"/>.
    /// </summary>
    /// <param name="by">The number; each number comes once.</param>
    /// <param name="window">How many may be held, from 1.</param>
    /// <param name="timeout">How long the oldest is held.</param>
    /// <param name="first">The number expected first.</param>
    /// <param name="onGap">Told of what was given up, besides the event.</param>
    /// <exception cref="InvalidOperationException">The delivery is not queued, or is keyed.</exception>
    public Delivery<TEvent> Resequenced(
        Func<TEvent, long> by, int window, TimeSpan timeout, long first = 1, Action<SequenceGapDetected>? onGap = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero);
        NeedsQueue("reordered");
        return this with { Resequencer = () => new NumberResequencer<TEvent>(by, window, timeout, first, onGap) };
    }

    /// <summary>
    /// Puts right what arrives out of order: an event is held for <paramref name="window"/> after its time, and told in the
    /// order of times. What comes later than that is given up and reported as <see cref="SequenceGapDetected"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException">The delivery is not queued, or is keyed.</exception>
    public Delivery<TEvent> Resequenced(Func<TEvent, DateTimeOffset> by, TimeSpan window, Action<SequenceGapDetected>? onGap = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(window, TimeSpan.Zero);
        NeedsQueue("reordered");
        return this with { Resequencer = () => new TimeResequencer<TEvent>(by, window, onGap) };
    }

    /// <summary>Tells only of events that concern the handler. Several conditions must all hold.</summary>
    public Delivery<TEvent> Where(Func<TEvent, bool> predicate) =>
        this with { Filter = Filter is { } before ? @event => before(@event) && predicate(@event) : predicate };

    /// <summary>
    /// Puts something round the handler, such as a log line or a measurement. It keeps its name, its space and its place;
    /// the one given last is outermost.
    /// </summary>
    public Delivery<TEvent> Decorate(Func<EventHandlerDelegate<TEvent>, EventHandlerDelegate<TEvent>> decorator) =>
        this with { Decorator = Decorator is { } inner ? handle => decorator(inner(handle)) : decorator };

    private void NeedsQueue(string refined)
    {
        if (Untyped.Mode is not DeliveryMode.Queued)
            throw new InvalidOperationException($"Only a queued delivery can be {refined}; this one is {Untyped}.");

        if (Partitions is not null || Resequencer is not null)
            throw new InvalidOperationException("A delivery is either keyed or reordered, and once.");
    }
}
