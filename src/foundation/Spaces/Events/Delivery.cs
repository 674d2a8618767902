using Plaza.Spaces.Journal;
using Plaza.Spaces.Resilience;

namespace Plaza.Spaces.Events;

/// <summary>
/// The mode of a subscription, its queue, and its policies for failing handlers. Immutable. Options that depend on the event, such as
/// an ordering key, come last and give a <see cref="Delivery{TEvent}"/>.
/// </summary>
public sealed record Delivery
{
    private Delivery(DeliveryMode mode) => Mode = mode;

    public DeliveryMode Mode { get; }

    /// <summary>Maximum number of events handled at the same time.</summary>
    public int MaxConcurrency { get; internal init; } = 1;

    /// <summary>Capacity of the queue, in events; 0 for modes without a queue.</summary>
    public int Capacity { get; private init; }

    public QueueFullMode WhenFull { get; private init; }

    /// <summary>The name of a durable subscription, under which its cursor is stored; null in other modes.</summary>
    public string? SubscriptionName { get; private init; }

    /// <summary>The first entry of a durable subscription that has no cursor yet.</summary>
    public JournalStart StartFrom { get; private init; } = JournalStart.Now;

    /// <summary>Whether the events of a subject wait behind a dead letter of that subject.</summary>
    public bool BlocksOnDeadLetter { get; private init; }

    /// <summary>Null for no retries; durable subscriptions are then retried five times, over 13 minutes.</summary>
    public RetryPolicy? RetryPolicy { get; private init; }

    /// <summary>Null for no circuit breaker.</summary>
    public CircuitBreakerPolicy? CircuitBreakerPolicy { get; private init; }

    /// <summary>Timeout of the handler for one event; null for <see cref="SpacesOptions.HandlerTimeout"/>.</summary>
    public TimeSpan? HandlerTimeout { get; private init; }

    /// <summary>Handlers run on the publisher's call, one after the other in the order of subscription.</summary>
    public static Delivery Inline { get; } = new(DeliveryMode.Inline);

    /// <summary>
    /// Handlers run on threads of the pool, at most <paramref name="maxConcurrency"/> events at the same time, in no order.
    /// <see cref="IEventBus.PublishAsync"/> awaits them, except where they cannot complete before the queued or concurrent handler that
    /// publishes: then the event is queued and not awaited.
    /// </summary>
    /// <param name="maxConcurrency">At least 1.</param>
    /// <param name="capacity">Capacity of the queue, at least 1; when it is full, the publisher waits.</param>
    public static Delivery Concurrent(int maxConcurrency, int capacity = 1024)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxConcurrency, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        return new(DeliveryMode.Concurrent) { MaxConcurrency = maxConcurrency, Capacity = capacity, WhenFull = QueueFullMode.Wait };
    }

    /// <summary>Handlers run on a thread of the pool, one after the other in the order of publishing. The publisher does not await them.</summary>
    public static Delivery Queued(int capacity, QueueFullMode whenFull = QueueFullMode.Wait)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        return new(DeliveryMode.Queued) { Capacity = capacity, WhenFull = whenFull };
    }

    /// <summary>
    /// Events are read from the journal: at least once, in order per subject, retried and finally dead-lettered. All durable subscriptions
    /// of one <paramref name="name"/> share one cursor.
    /// </summary>
    /// <param name="name">A contract, since the cursor is stored under it: another name is a new subscription.</param>
    /// <param name="from">
    /// The first entry of a new subscription; default <see cref="JournalStart.Now"/>. Projections, such as counts and read models, start at
    /// <see cref="JournalStart.Beginning"/>; subscriptions with effects outside, such as mail, do not.
    /// </param>
    public static Delivery Durable(string name, JournalStart? from = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new(DeliveryMode.Durable) { SubscriptionName = name, StartFrom = from ?? JournalStart.Now };
    }

    /// <summary>
    /// Retries a failed handler with exponential backoff and jitter. After the last attempt the event is dead-lettered.
    /// </summary>
    /// <param name="maxRetryAttempts">Maximum number of retries after the first attempt; at least 1.</param>
    /// <param name="delay">The delay before the first retry; default 200 ms. It doubles with each retry.</param>
    /// <param name="maxDelay">Maximum delay; default 30 s, at least <paramref name="delay"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public Delivery Retry(int maxRetryAttempts, TimeSpan? delay = null, TimeSpan? maxDelay = null) =>
        this with { RetryPolicy = new(maxRetryAttempts, delay ?? TimeSpan.FromMilliseconds(200), maxDelay ?? TimeSpan.FromSeconds(30)) };

    /// <summary>
    /// Stops calling a handler that keeps failing. While the breaker is open, queued and durable events wait, others are dead-lettered. After
    /// the break one event is let through; the breaker closes when it is handled.
    /// </summary>
    /// <param name="failureRatio">The ratio of failed calls at which the breaker opens; more than 0, at most 1.</param>
    /// <param name="minimumThroughput">Minimum number of calls within <paramref name="samplingDuration"/>; at least 2.</param>
    /// <param name="samplingDuration">The period over which calls are counted; default 30 s, at least 0.5 s.</param>
    /// <param name="breakDuration">The time for which the breaker stays open; default 15 s, at least 0.5 s.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public Delivery CircuitBreaker(double failureRatio = 0.5, int minimumThroughput = 10, TimeSpan? samplingDuration = null, TimeSpan? breakDuration = null) =>
        this with { CircuitBreakerPolicy = new(failureRatio, minimumThroughput, samplingDuration ?? TimeSpan.FromSeconds(30), breakDuration ?? TimeSpan.FromSeconds(15)) };

    /// <summary>
    /// Makes the events of a subject wait behind a dead letter of that subject until it is replayed or discarded, so that a durable
    /// subscription never handles them out of order. By default they are delivered without it.
    /// </summary>
    public Delivery BlockOnDeadLetter() => this with { BlocksOnDeadLetter = true };

    /// <summary>
    /// Cancels the token of a handler that takes longer for one event, and abandons it; this counts as a fault. An inline synchronous
    /// handler cannot be abandoned.
    /// </summary>
    /// <param name="timeout">More than zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">The timeout is not positive.</exception>
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

/// <summary>The modes of delivery, described at the members of <see cref="Delivery"/>.</summary>
public enum DeliveryMode
{
    Inline,
    Concurrent,
    Queued,
    Durable,
}

/// <summary>How a full queue accepts another event.</summary>
public enum QueueFullMode
{
    /// <summary>
    /// The publisher waits for room, at most for the subscription's timeout; then the event is rejected. The event is rejected at once
    /// where only the end of the publishing handler could make room (a deadlock), also through several queues, inline handlers or tasks
    /// that it started.
    /// </summary>
    Wait,

    /// <summary>The oldest queued event is removed and reported as rejected.</summary>
    DropOldest,

    /// <summary>The new event is rejected and reported.</summary>
    Reject,
}
