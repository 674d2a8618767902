namespace Plaza.Spaces.Events;

/// <summary>
/// Publishes events of one type, found once instead of at every publishing. Injected like <c>ILogger&lt;T&gt;</c>; it promises
/// what <see cref="IEventBus"/> promises. For an event that is a struct, a program compiled ahead of time names it once:
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
