using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Plaza.Spaces.Diagnostics;
using Plaza.Spaces.Events;
using Plaza.Spaces.Journal;
using Plaza.Spaces.Queues;
using Plaza.Spaces.Resilience;

namespace Plaza.Spaces.Dispatch;

internal sealed class EventBus : IEventBus, IDisposable
{
    private readonly ConcurrentDictionary<Type, Topic> _topics = new();
    private readonly ConcurrentDictionary<Type, bool> _unhandled = new();
    private readonly ConcurrentBag<Subscription> _durable = [];
    private readonly EventTypeRegistry _types;
    private readonly ILogger<EventBus> _logger;
    private int _disposed;

    public EventBus(
        SpacesOptions options, TimeProvider clock, InFlightTracker inFlight, BusTelemetry telemetry, WorkScheduler scheduler, EventTypeRegistry types,
        HandlerInterceptor? interception, Func<IJournal?> journal, ILogger<EventBus> logger)
    {
        (Options, Clock, InFlight, Telemetry, Scheduler) = (options, clock, inFlight, telemetry, scheduler);
        (_types, Interceptor, _logger) = (types, interception, logger);
        Appender = new(this, journal, logger);
        Reporter = new(this, logger);
        DeadLetters = new(clock, options.MaxDeadLetters);
        telemetry.Watch(() => _topics.Values, () => Subscriptions);
    }

    public SpacesOptions Options { get; }

    public TimeProvider Clock { get; }

    public InFlightTracker InFlight { get; }

    public BusTelemetry Telemetry { get; }

    public WorkScheduler Scheduler { get; }

    public HandlerInterceptor? Interceptor { get; }

    public BusReporter Reporter { get; }

    public JournalAppender Appender { get; }

    public DeadlockDetector Deadlocks { get; } = new();

    public DeadLetterQueue DeadLetters { get; }

    public IReadOnlyList<Subscription> Subscriptions => [.. _topics.Values.SelectMany(topic => topic.Subscriptions), .. _durable];

    public PublishResult Publish<TEvent>(TEvent @event, EventContext? context = null)
        where TEvent : IEvent =>
        @event.GetType() == typeof(TEvent) ? TopicOf<TEvent>().Publish(@event, context) : TopicOf(@event).Publish(@event, context);

    public ValueTask<PublishResult> PublishAsync<TEvent>(TEvent @event, EventContext? context = null, CancellationToken cancellationToken = default)
        where TEvent : IEvent =>
        @event.GetType() == typeof(TEvent)
            ? TopicOf<TEvent>().PublishAsync(@event, context, cancellationToken)
            : TopicOf(@event).PublishAsync(@event, context, cancellationToken);

    public Subscription Subscribe<TEvent>(
        string name, Action<TEvent> handler, Delivery<TEvent>? delivery = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        where TEvent : IEvent =>
        Subscribe(Register(name, delivery, file, line) with { Sync = handler });

    public Subscription Subscribe<TEvent>(
        string name, Func<TEvent, CancellationToken, ValueTask> handler, Delivery<TEvent>? delivery = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        where TEvent : IEvent =>
        Subscribe(Register(name, delivery, file, line) with { Async = handler });

    public Subscription Subscribe<TEvent>(
        string name, Func<TEvent, EventContext, CancellationToken, ValueTask> handler, Delivery<TEvent>? delivery = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        where TEvent : IEvent =>
        Subscribe(Register(name, delivery, file, line) with { Handle = new(handler) });

    public Subscription SubscribeWeak<TTarget, TEvent>(
        string name, TTarget target, Action<TTarget, TEvent> handler, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        where TTarget : class
        where TEvent : IEvent
    {
        if (ClosureInspector.Captures(handler, target))
            throw new ArgumentException("The handler holds its own target, so it would never be collected. Make it a static lambda.", nameof(handler));

        var weak = new WeakHandler<TTarget, TEvent>(target, handler);
        var registration = Register<TEvent>(name, null, file, line) with { Sync = weak.Invoke, IsTargetCollected = () => weak.IsTargetCollected };
        var subscription = Subscribe(registration);
        weak.Subscription = subscription;
        TopicOf<TEvent>().WeakSweeper.SweepIfDue();
        return subscription;
    }

    public Subscription Subscribe<TEvent>(HandlerRegistration<TEvent> registration)
        where TEvent : IEvent
    {
        if (registration.Delivery.Untyped.Mode is DeliveryMode.Durable)
            throw new ArgumentException("Only spaces have durable subscriptions: declare this one in Configure.", nameof(registration));

        var topic = TopicOf<TEvent>();
        var subscription = new Subscription<TEvent>(topic, registration);
        topic.Handlers.Add(subscription);
        return subscription;
    }

    public Subscription Subscribe(
        string eventName, string name, Func<EventEnvelope, CancellationToken, ValueTask> handler, Delivery? delivery = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        _types.Subscribe(this, eventName, new(name, $"{Path.GetFileName(file)}:{line}", delivery ?? Delivery.Inline, handler));

    /// <summary>
    /// Registers a durable subscription: its events are not unhandled, and are appended to the journal when they are published.
    /// </summary>
    public void AddDurable<TEvent>(Subscription registration)
        where TEvent : IEvent
    {
        TopicOf<TEvent>().Durable++;
        _durable.Add(registration);
    }

    public Topic<TEvent> TopicOf<TEvent>()
        where TEvent : IEvent
    {
        while (true)
        {
            var topic = _topics.TryGetValue(typeof(TEvent), out var known)
                ? known
                : _topics.GetOrAdd(typeof(TEvent), static (_, bus) => new Topic<TEvent>(bus, EventType.Of<TEvent>()), this);

            if (topic is Topic<TEvent> typed)
                return typed;

            _topics.TryUpdate(typeof(TEvent), new Topic<TEvent>(this, topic), topic);
        }
    }

    public void ReportUnhandled(EventType type)
    {
        if (type.IsOwn)
            return;

        Telemetry.Unhandled(type);
        if (!_unhandled.TryAdd(type.Type, true))
            return;

        _logger.NoSubscribers(type.Name);
        Publish(new UnhandledEvent(type.Name));
    }

    /// <summary>Runs work on another thread without awaiting it. It counts as in flight.</summary>
    public void RunDetached(Func<ValueTask> work)
    {
        InFlight.Increment();
        _ = Scheduler.RunAsync(async () =>
        {
            try
            {
                await work();
            }
            finally
            {
                InFlight.Decrement();
            }
        });
    }

    /// <summary>
    /// Logs the subscriptions that were not disposed. The container disposes the bus after everything that was created with it,
    /// so owners that dispose their subscriptions when they are disposed themselves have done so by now.
    /// </summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) is 1)
            return;

        foreach (var subscriptions in Subscriptions.Where(one => one is { Space: "", IsWeak: false }).GroupBy(one => (Handler: one.Name, EventName: one.EventType.Name, Line: one.Source)))
            _logger.SubscriptionNotDisposed(subscriptions.Key.Handler, subscriptions.Key.EventName, subscriptions.Key.Line, subscriptions.Count(), subscriptions.Min(one => one.SubscribedAt));
    }

    private static HandlerRegistration<TEvent> Register<TEvent>(string name, Delivery<TEvent>? delivery, string file, int line)
        where TEvent : IEvent
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new(name, "", $"{Path.GetFileName(file)}:{line}", delivery ?? Delivery.Inline);
    }

    private Topic TopicOf(IEvent @event) =>
        _topics.TryGetValue(@event.GetType(), out var topic)
            ? topic
            : _topics.GetOrAdd(@event.GetType(), static (type, bus) => new UnsubscribedTopic(bus, EventType.Of(type)), this);
}
