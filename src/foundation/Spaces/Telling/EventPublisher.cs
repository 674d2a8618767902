using Plaza.Spaces.Events;

namespace Plaza.Spaces.Telling;

internal sealed class EventPublisher<TEvent>(EventBus bus) : IEventPublisher<TEvent>
    where TEvent : IEvent
{
    private readonly Topic<TEvent> _topic = bus.TopicOf<TEvent>();

    public PublishResult Publish(TEvent happened, EventContext? context = null) => _topic.Publish(happened, context);

    public ValueTask<PublishResult> PublishAsync(TEvent happened, EventContext? context = null, CancellationToken ct = default) =>
        _topic.PublishAsync(happened, context, ct);
}
