using Plaza.Spaces.Journal;
using Plaza.Spaces.Resilience;

namespace Plaza.Spaces.Events;

/// <summary>
/// How a subscription wants its events, and what is done when its handler fails. What depends on the event itself, such as
/// its key, comes last and makes it a <see cref="Delivery{TEvent}"/>.
/// </summary>
public sealed record Delivery
{
    private Delivery(DeliveryMode mode) => Mode = mode;

    public DeliveryMode Mode { get; }

    /// <summary>How many events are handled at a time.</summary>
    public int MaxConcurrency { get; internal init; } = 1;

    /// <summary>How many events may wait.</summary>
    public int Capacity { get; private init; }

    public QueueFullMode WhenFull { get; private init; }

    /// <summary>The name under which a durable subscription keeps its place in the journal.</summary>
    public string? SubscriptionName { get; private init; }

    /// <summary>Where a durable subscription begins that has no place in the journal yet.</summary>
    public JournalStart StartFrom { get; private init; } = JournalStart.Now;

    /// <summary>Whether the events of a subject wait behind one that is parked.</summary>
    public bool BlocksOnDeadLetter { get; private init; }

    /// <summary>Null where nothing is tried again; durable ones are tried five times more even so, over 13 minutes.</summary>
    public RetryPolicy? RetryPolicy { get; private init; }

    /// <summary>Null where there is none.</summary>
    public CircuitBreakerPolicy? CircuitBreakerPolicy { get; private init; }

    /// <summary>How long the handler may take for one event; null for the bus's own limit.</summary>
    public TimeSpan? HandlerTimeout { get; private init; }

    /// <summary>In the publisher's turn, in the order of subscribing.</summary>
    public static Delivery Inline { get; } = new(DeliveryMode.Inline);

    /// <summary>
    /// On threads of the pool, at most <paramref name="maxConcurrency"/> events at a time, in no order. <see cref="IEventBus.PublishAsync"/>
    /// waits for the end, except where that could come only after the end of the queued or concurrent handler that publishes:
    /// then the event is queued and not awaited.
    /// </summary>
    /// <param name="maxConcurrency">At least 1.</param>
    /// <param name="capacity">How many may wait; then the publisher waits.</param>
    public static Delivery Concurrent(int maxConcurrency, int capacity = 1024)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxConcurrency, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        return new(DeliveryMode.Concurrent) { MaxConcurrency = maxConcurrency, Capacity = capacity, WhenFull = QueueFullMode.Wait };
    }

    /// <summary>On a thread of the pool, one after the other in the order of publishing. The publisher does not wait for the end.</summary>
    public static Delivery Queued(int capacity, QueueFullMode whenFull = QueueFullMode.Wait)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        return new(DeliveryMode.Queued) { Capacity = capacity, WhenFull = whenFull };
    }

    /// <summary>
    /// From the journal, at least once, in order per subject, retried and at last parked. All durable subscriptions of
    /// one <paramref name="name"/> share one place in the journal.
    /// </summary>
    /// <param name="name">A contract: under a new name it is a new subscription.</param>
    /// <param name="from">
    /// Where a new subscription begins: with what happens from now on, unless it says otherwise. What is folded from history, a count or
    /// a read model, asks for <see cref="JournalStart.Beginning"/>; what has effects on the outside, such as mail, does not.
    /// </param>
    public static Delivery Durable(string name, JournalStart? from = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new(DeliveryMode.Durable) { SubscriptionName = name, StartFrom = from ?? JournalStart.Now };
    }

    /// <summary>
    /// A handler that fails is tried again after a pause that doubles each time, with jitter. What fails at last is parked.
    /// </summary>
    /// <param name="maxRetryAttempts">How often after the first try, from 1.</param>
    /// <param name="delay">The first pause, 200 ms where nothing is said.</param>
    /// <param name="maxDelay">30 s where nothing is said.</param>
    public Delivery Retry(int maxRetryAttempts, TimeSpan? delay = null, TimeSpan? maxDelay = null) =>
        this with { RetryPolicy = new(maxRetryAttempts, delay ?? TimeSpan.FromMilliseconds(200), maxDelay ?? TimeSpan.FromSeconds(30)) };

    /// <summary>
    /// A handler that keeps failing is not called for a while. What is queued waits meanwhile; what has no queue is parked.
    /// Then one event is let through to see.
    /// </summary>
    /// <param name="failureRatio">The part of calls that fail before it opens, above 0 and up to 1.</param>
    /// <param name="minimumThroughput">How many calls must have been made <paramref name="samplingDuration"/> that time, from 2.</param>
    /// <param name="samplingDuration">30 s where nothing is said.</param>
    /// <param name="breakDuration">How long it stays open; 15 s where nothing is said.</param>
    public Delivery CircuitBreaker(double failureRatio = 0.5, int minimumThroughput = 10, TimeSpan? samplingDuration = null, TimeSpan? breakDuration = null) =>
        this with { CircuitBreakerPolicy = new(failureRatio, minimumThroughput, samplingDuration ?? TimeSpan.FromSeconds(30), breakDuration ?? TimeSpan.FromSeconds(15)) };

    /// <summary>
    /// Has the events of a subject wait behind one that is parked, until it is replayed or dropped, so that a durable
    /// subscription never takes them in out of order. Where nothing is said they go on without it.
    /// </summary>
    public Delivery BlockOnDeadLetter() => this with { BlocksOnDeadLetter = true };

    /// <summary>
    /// A handler that takes longer for one event is told so by its token and left behind; that counts as a fault. An inline
    /// synchronous handler cannot be left.
    /// </summary>
    public Delivery Timeout(TimeSpan timeout)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero);
        return this with { HandlerTimeout = timeout };
    }

    /// <inheritdoc cref="Delivery{TEvent}.PartitionedBy"/>
    public Delivery<TEvent> PartitionedBy<TEvent, TKey>(Func<TEvent, TKey> key, int maxConcurrency = 8)
        where TEvent : IEvent
        where TKey : notnull => new Delivery<TEvent>(this).PartitionedBy(key, maxConcurrency);

    /// <inheritdoc cref="Delivery{TEvent}.Resequenced(Func{TEvent, long}, int, TimeSpan, long, Action{SequenceGapDetected}?)"/>
    public Delivery<TEvent> Resequenced<TEvent>(
        Func<TEvent, long> by, int window, TimeSpan timeout, long first = 1, Action<SequenceGapDetected>? onGap = null)
        where TEvent : IEvent => new Delivery<TEvent>(this).Resequenced(by, window, timeout, first, onGap);

    /// <inheritdoc cref="Delivery{TEvent}.Resequenced(Func{TEvent, DateTimeOffset}, TimeSpan, Action{SequenceGapDetected}?)"/>
    public Delivery<TEvent> Resequenced<TEvent>(Func<TEvent, DateTimeOffset> by, TimeSpan window, Action<SequenceGapDetected>? onGap = null)
        where TEvent : IEvent => new Delivery<TEvent>(this).Resequenced(by, window, onGap);

    /// <inheritdoc cref="Delivery{TEvent}.Where"/>
    public Delivery<TEvent> Where<TEvent>(Func<TEvent, bool> predicate)
        where TEvent : IEvent => new Delivery<TEvent>(this).Where(predicate);

    /// <inheritdoc cref="Delivery{TEvent}.Decorate"/>
    public Delivery<TEvent> Decorate<TEvent>(Func<EventHandlerDelegate<TEvent>, EventHandlerDelegate<TEvent>> decorator)
        where TEvent : IEvent => new Delivery<TEvent>(this).Decorate(decorator);

    public override string ToString() => Mode switch
    {
        DeliveryMode.Concurrent => $"concurrent, {MaxConcurrency} at a time",
        DeliveryMode.Queued => $"queued, {Capacity}",
        DeliveryMode.Durable => $"durable as {SubscriptionName}",
        _ => "inline",
    };
}

/// <summary>The ways to listen; what each promises stands at <see cref="Delivery"/>.</summary>
public enum DeliveryMode
{
    Inline,
    Concurrent,
    Queued,
    Durable,
}

/// <summary>What a full queue does with one event more.</summary>
public enum QueueFullMode
{
    /// <summary>
    /// The publisher waits for room, at most as long as the subscription's timeout; then the event is rejected. It is rejected
    /// at once where only the end of the handler that publishes could make room, be it through several queues, inline
    /// handlers or tasks that it has started.
    /// </summary>
    Wait,

    /// <summary>The event that has waited longest makes place, and is reported.</summary>
    DropOldest,

    /// <summary>The new one is not taken, and is reported.</summary>
    Reject,
}
