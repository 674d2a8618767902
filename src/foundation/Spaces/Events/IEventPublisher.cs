namespace Plaza.Spaces.Events;

/// <summary>
/// Publishes events of one type, whose subscriptions are looked up once instead of at every call. Injected like <c>ILogger&lt;T&gt;</c>, with
/// the guarantees of <see cref="IEventBus"/>. A program compiled ahead of time registers it for events that are structs with
/// <c>services.AddEventPublisher&lt;TEvent&gt;()</c>.
/// </summary>
public interface IEventPublisher<in TEvent>
    where TEvent : IEvent
{
    /// <inheritdoc cref="IEventBus.Publish"/>
    PublishResult Publish(TEvent @event, EventContext? context = null);

    /// <inheritdoc cref="IEventBus.PublishAsync"/>
    ValueTask<PublishResult> PublishAsync(TEvent @event, EventContext? context = null, CancellationToken cancellationToken = default);
}
