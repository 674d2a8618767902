using Plaza.Spaces.Events;

namespace Plaza.Spaces.Dispatch;

internal sealed class EventPublisher<TEvent>(EventBus bus) : IEventPublisher<TEvent>
    where TEvent : IEvent
{
    private readonly Topic<TEvent> _topic = bus.TopicOf<TEvent>();

    /// <remarks>What is given may be of a derived type, for which others listen.</remarks>
    public PublishResult Publish(TEvent happened, EventContext? context = null) =>
        happened.GetType() == typeof(TEvent) ? _topic.Publish(happened, context) : bus.Publish<IEvent>(happened, context);

    public ValueTask<PublishResult> PublishAsync(TEvent happened, EventContext? context = null, CancellationToken ct = default) =>
        happened.GetType() == typeof(TEvent) ? _topic.PublishAsync(happened, context, ct) : bus.PublishAsync<IEvent>(happened, context, ct);
}
