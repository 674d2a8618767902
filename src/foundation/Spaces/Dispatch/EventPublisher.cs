using Plaza.Spaces.Events;

namespace Plaza.Spaces.Dispatch;

internal sealed class EventPublisher<TEvent>(EventBus bus) : IEventPublisher<TEvent>
    where TEvent : IEvent
{
    /// <summary>Null for a type without a name, such as <see cref="IEvent"/> itself: its events are all of other types.</summary>
    private readonly Topic<TEvent>? _topic = EventType.IsEvent(typeof(TEvent)) ? bus.TopicOf<TEvent>() : null;

    public PublishResult Publish(TEvent @event, EventContext? context = null) =>
        _topic is { } topic && @event.GetType() == typeof(TEvent) ? topic.Publish(@event, context) : bus.Publish<IEvent>(@event, context);

    public ValueTask<PublishResult> PublishAsync(TEvent @event, EventContext? context = null, CancellationToken cancellationToken = default) =>
        _topic is { } topic && @event.GetType() == typeof(TEvent)
            ? topic.PublishAsync(@event, context, cancellationToken)
            : bus.PublishAsync<IEvent>(@event, context, cancellationToken);
}
