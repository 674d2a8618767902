using Plaza.Spaces.Queues;

namespace Plaza.Spaces.Events;

/// <summary>The general form of a handler; decorators take and return this form.</summary>
public delegate ValueTask EventHandlerDelegate<in TEvent>(TEvent @event, EventContext context, CancellationToken cancellationToken)
    where TEvent : IEvent;

/// <summary>A <see cref="Delivery"/> with options that depend on the event: filter, ordering key, resequencing, decorators. Immutable.</summary>
public sealed record Delivery<TEvent>
    where TEvent : IEvent
{
    internal Delivery(Delivery plain) => Untyped = plain;

    public Delivery Untyped { get; private init; }

    internal Func<TEvent, bool>? Filter { get; private init; }

    internal Func<EventHandlerDelegate<TEvent>, EventHandlerDelegate<TEvent>>? Decorator { get; private init; }

    internal Func<Partitioner<TEvent>>? Partitions { get; private init; }

    internal Func<Resequencer<TEvent>>? Resequencer { get; private init; }

    /// <summary>A delivery without such options fits every event.</summary>
    public static implicit operator Delivery<TEvent>(Delivery plain) => new(plain);

    /// <summary>
    /// Events of one key are handled one after the other in the order of publishing, those of different keys at the same
    /// time. Behind a dead letter, the later events of its key are dead-lettered too.
    /// </summary>
    /// <param name="key">The ordering key of an event.</param>
    /// <param name="maxConcurrency">Maximum number of keys handled at the same time; at least 1.</param>
    /// <exception cref="InvalidOperationException">The delivery is not queued.</exception>
    public Delivery<TEvent> PartitionedBy<TKey>(Func<TEvent, TKey> key, int maxConcurrency = 8)
        where TKey : notnull
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxConcurrency, 1);
        NeedsQueue("partitioned");
        return this with { Partitions = () => new KeyPartitions<TEvent, TKey>(key), Untyped = Untyped with { MaxConcurrency = maxConcurrency } };
    }

    /// <summary>
    /// Restores the order of events by a number: an event is held until all events with lower numbers were handled. A gap is skipped after
    /// <paramref name="window"/> later events or after <paramref name="timeout"/>; events that arrive later are dropped. Both are reported as
    /// <see cref="SequenceGapDetected"/>.
    /// </summary>
    /// <param name="by">The sequence number of an event; each occurs once.</param>
    /// <param name="window">Maximum number of held events; at least 1.</param>
    /// <param name="timeout">Maximum time for which an event is held.</param>
    /// <param name="first">The number expected first.</param>
    /// <param name="onGap">Called with each gap and late arrival, besides the published event.</param>
    /// <exception cref="InvalidOperationException">The delivery is not queued, or is partitioned or resequenced already.</exception>
    public Delivery<TEvent> Resequenced(
        Func<TEvent, long> by, int window, TimeSpan timeout, long first = 1, Action<SequenceGapDetected>? onGap = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero);
        NeedsQueue("resequenced");
        return this with { Resequencer = () => new NumberResequencer<TEvent>(by, window, timeout, first, onGap) };
    }

    /// <summary>
    /// Restores the order of events by a time: an event is held for <paramref name="window"/> after its time and then handled in the order of
    /// times. An event that arrives later is dropped and reported as <see cref="SequenceGapDetected"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException">The delivery is not queued, or is partitioned or resequenced already.</exception>
    public Delivery<TEvent> Resequenced(Func<TEvent, DateTimeOffset> by, TimeSpan window, Action<SequenceGapDetected>? onGap = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(window, TimeSpan.Zero);
        NeedsQueue("resequenced");
        return this with { Resequencer = () => new TimeResequencer<TEvent>(by, window, onGap) };
    }

    /// <summary>Delivers only the events for which the predicate holds; with several predicates, those for which all hold.</summary>
    public Delivery<TEvent> Where(Func<TEvent, bool> predicate) =>
        this with { Filter = Filter is { } before ? @event => before(@event) && predicate(@event) : predicate };

    /// <summary>
    /// Wraps the handler, for example in a log message or a measurement. The subscription keeps its name, its space and its order. The
    /// decorator given last is outermost.
    /// </summary>
    public Delivery<TEvent> Decorate(Func<EventHandlerDelegate<TEvent>, EventHandlerDelegate<TEvent>> decorator) =>
        this with { Decorator = Decorator is { } inner ? handle => decorator(inner(handle)) : decorator };

    private void NeedsQueue(string refined)
    {
        if (Untyped.Mode is not DeliveryMode.Queued)
            throw new InvalidOperationException($"Only a queued delivery can be {refined}; this one is {Untyped}.");

        if (Partitions is not null || Resequencer is not null)
            throw new InvalidOperationException("A delivery is either partitioned or resequenced, and only once.");
    }
}
