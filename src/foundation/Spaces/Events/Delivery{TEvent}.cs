using Plaza.Spaces.Queues;

namespace Plaza.Spaces.Events;

/// <summary>A handler in its fullest form, which all others become when they are decorated.</summary>
public delegate ValueTask Handle<in TEvent>(TEvent happened, EventContext context, CancellationToken ct)
    where TEvent : IEvent;

/// <summary>A <see cref="Delivery"/> with what depends on the event itself.</summary>
public sealed record Delivery<TEvent>
    where TEvent : IEvent
{
    internal Delivery(Delivery plain) => Plain = plain;

    public Delivery Plain { get; private init; }

    internal Func<TEvent, bool>? Filter { get; private init; }

    internal Func<Handle<TEvent>, Handle<TEvent>>? Decorator { get; private init; }

    internal Func<Partitioner<TEvent>>? Partitions { get; private init; }

    internal Func<Resequencer<TEvent>>? Resequencer { get; private init; }

    /// <summary>Whatever says nothing of the event itself will do for every event.</summary>
    public static implicit operator Delivery<TEvent>(Delivery plain) => new(plain);

    /// <summary>
    /// Events of one key are handled one after the other in the order of publishing, those of different keys at the same
    /// time. When one is parked, the later ones of its key are parked behind it.
    /// </summary>
    /// <param name="key">What must stay in order.</param>
    /// <param name="atOnce">How many keys are handled at a time, from 1.</param>
    /// <exception cref="InvalidOperationException">The delivery is not queued.</exception>
    public Delivery<TEvent> KeyedBy<TKey>(Func<TEvent, TKey> key, int atOnce = 8)
        where TKey : notnull
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(atOnce, 1);
        NeedsQueue("keyed");
        return this with { Partitions = () => new KeyPartitions<TEvent, TKey>(key), Plain = Plain with { Max = atOnce } };
    }

    /// <summary>
    /// Puts right what arrives out of order: an event is held until all with lower numbers were told. What is missing after
    /// <paramref name="window"/> later ones or after <paramref name="patience"/> is given up, and so is what comes too late;
    /// both are reported as <see cref="MissingEvents"/>.
    /// </summary>
    /// <param name="by">The number; each number comes once.</param>
    /// <param name="window">How many may be held, from 1.</param>
    /// <param name="patience">How long the oldest is held.</param>
    /// <param name="first">The number expected first.</param>
    /// <param name="onGap">Told of what was given up, besides the event.</param>
    /// <exception cref="InvalidOperationException">The delivery is not queued, or is keyed.</exception>
    public Delivery<TEvent> Reordered(
        Func<TEvent, long> by, int window, TimeSpan patience, long first = 1, Action<MissingEvents>? onGap = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(patience, TimeSpan.Zero);
        NeedsQueue("reordered");
        return this with { Resequencer = () => new NumberResequencer<TEvent>(by, window, patience, first, onGap) };
    }

    /// <summary>
    /// Puts right what arrives out of order: an event is held for <paramref name="window"/> after its time, and told in the
    /// order of times. What comes later than that is given up and reported as <see cref="MissingEvents"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException">The delivery is not queued, or is keyed.</exception>
    public Delivery<TEvent> Reordered(Func<TEvent, DateTimeOffset> by, TimeSpan window, Action<MissingEvents>? onGap = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(window, TimeSpan.Zero);
        NeedsQueue("reordered");
        return this with { Resequencer = () => new TimeResequencer<TEvent>(by, window, onGap) };
    }

    /// <summary>Tells only of events that concern the handler. Several conditions must all hold.</summary>
    public Delivery<TEvent> Where(Func<TEvent, bool> concerns) =>
        this with { Filter = Filter is { } before ? happened => before(happened) && concerns(happened) : concerns };

    /// <summary>
    /// Puts something round the handler, such as a log line or a measurement. It keeps its name, its space and its place;
    /// the one given last is outermost.
    /// </summary>
    public Delivery<TEvent> Decorate(Func<Handle<TEvent>, Handle<TEvent>> decorator) =>
        this with { Decorator = Decorator is { } inner ? handle => decorator(inner(handle)) : decorator };

    private void NeedsQueue(string refined)
    {
        if (Plain.Mode is not DeliveryMode.Queued)
            throw new InvalidOperationException($"Only a queued delivery can be {refined}; this one is {Plain}.");

        if (Partitions is not null || Resequencer is not null)
            throw new InvalidOperationException("A delivery is either keyed or reordered, and once.");
    }
}
