using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.Logging;

namespace Plaza.Spaces.Events;

internal sealed class EventBus : IEventBus
{
    private static readonly MethodInfo Open = typeof(EventBus).GetMethod(nameof(TopicFor), BindingFlags.Instance | BindingFlags.NonPublic)!;

    private readonly ConcurrentDictionary<Type, Topic> _topics = new();
    private readonly ConcurrentDictionary<Type, bool> _missed = new();
    private readonly ConcurrentDictionary<Type, bool> _heardElsewhere = new();
    private readonly TimeProvider _clock;
    private readonly InFlight _inFlight;
    private readonly BusMetrics _metrics;
    private readonly ILogger<EventBus> _logger;
    private readonly Faults _faults;

    public EventBus(TimeProvider clock, InFlight inFlight, BusMetrics metrics, ILogger<EventBus> logger)
    {
        _clock = clock;
        _inFlight = inFlight;
        _metrics = metrics;
        _logger = logger;
        _faults = new(this, metrics, logger);
    }

    public IEnumerable<Subscription> Subscriptions => _topics.Values.SelectMany(topic => topic.Subscriptions);

    public PublishResult Publish(IEvent happened, EventContext? context = null) =>
        Noted(happened, TopicOf(happened).Publish(happened, context ?? Now()));

    public async ValueTask<PublishResult> PublishAsync(IEvent happened, EventContext? context = null, CancellationToken ct = default) =>
        Noted(happened, await TopicOf(happened).PublishAsync(happened, context ?? Now(), ct));

    public Subscription Subscribe<TEvent>(string name, Action<TEvent> handler)
        where TEvent : IEvent
    {
        var topic = TopicFor<TEvent>();
        var subscription = new Subscription<TEvent>(topic, name, handler);
        topic.Add(subscription);
        return subscription;
    }

    public Subscription Subscribe<TEvent>(
        string name, Func<TEvent, EventContext, CancellationToken, ValueTask> handler, Delivery? delivery = null)
        where TEvent : IEvent
    {
        if (delivery is { Mode: DeliveryMode.Durable })
            throw new ArgumentException("Only a space subscribes durably, in its Configure.", nameof(delivery));

        var topic = TopicFor<TEvent>();
        var subscription = new Subscription<TEvent>(topic, name, handler, delivery ?? Delivery.Inline);
        topic.Add(subscription);
        return subscription;
    }

    /// <summary>Somebody listens to such events though not on this bus: a durable subscription. They are not unhandled.</summary>
    public void HeardElsewhere<TEvent>()
        where TEvent : IEvent => _heardElsewhere.TryAdd(EventType.Of<TEvent>().Type, true);

    private EventContext Now() => new() { Time = _clock.GetUtcNow() };

    private Topic<TEvent> TopicFor<TEvent>()
        where TEvent : IEvent =>
        (Topic<TEvent>)_topics.GetOrAdd(
            EventType.Of<TEvent>().Type,
            static (_, bus) => new Topic<TEvent>(bus._clock, bus._inFlight, bus._faults),
            this);

    private Topic TopicOf(IEvent happened) =>
        _topics.TryGetValue(happened.GetType(), out var topic)
            ? topic
            : (Topic)Open.MakeGenericMethod(happened.GetType()).Invoke(this, BindingFlags.DoNotWrapExceptions, null, null, null)!;

    private PublishResult Noted(IEvent happened, PublishResult result)
    {
        _metrics.Published(happened);
        if (result.Unhandled && happened is not (UnhandledEvent or HandlerFaulted) && !_heardElsewhere.ContainsKey(happened.GetType()))
            Missed(EventType.Of(happened.GetType()));

        return result;
    }

    private void Missed(EventType type)
    {
        _metrics.Unhandled(type);
        if (!_missed.TryAdd(type.Type, true))
            return;

        _logger.NobodyListens(type.Name);
        Publish(new UnhandledEvent(type.Name));
    }
}
