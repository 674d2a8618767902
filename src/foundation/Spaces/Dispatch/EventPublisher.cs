using Plaza.Spaces.Events;

namespace Plaza.Spaces.Dispatch;

internal sealed class EventPublisher<TEvent>(EventBus bus) : IEventPublisher<TEvent>
    where TEvent : IEvent
{
    /// <summary>Null for a type without a name, such as <see cref="IEvent"/> itself: its events are all of other types.</summary>
    private readonly Topic<TEvent>? _topic = EventType.IsEvent(typeof(TEvent)) ? bus.TopicOf<TEvent>() : null;

    public PublishResult Publish(TEvent happened, EventContext? context = null) =>
        _topic is { } topic && happened.GetType() == typeof(TEvent) ? topic.Publish(happened, context) : bus.Publish<IEvent>(happened, context);

    public ValueTask<PublishResult> PublishAsync(TEvent happened, EventContext? context = null, CancellationToken ct = default) =>
        _topic is { } topic && happened.GetType() == typeof(TEvent)
            ? topic.PublishAsync(happened, context, ct)
            : bus.PublishAsync<IEvent>(happened, context, ct);
}
