namespace Plaza.Spaces.Events;

/// <summary>
/// Tells events to whoever subscribed to their type. Safe to use from any thread. A handler that throws harms neither
/// the others nor the publisher: its fault is logged, counted and published as <see cref="HandlerFaulted"/>.
/// </summary>
public interface IEventBus
{
    /// <summary>
    /// Runs the inline synchronous handlers before it returns; starts the asynchronous and the concurrent ones and does
    /// not wait for them. Never throws a handler's error.
    /// </summary>
    PublishResult Publish(IEvent happened, EventContext? context = null);

    /// <summary>
    /// Completes when all handlers have ended: the inline ones one after the other in the order of subscribing, the
    /// concurrent ones at the same time. Never throws a handler's error.
    /// </summary>
    ValueTask<PublishResult> PublishAsync(IEvent happened, EventContext? context = null, CancellationToken ct = default);

    /// <summary>Subscribes a synchronous handler, called in the publisher's turn until the subscription is disposed.</summary>
    Subscription Subscribe<TEvent>(string name, Action<TEvent> handler)
        where TEvent : IEvent;

    /// <exception cref="ArgumentException">The delivery is durable: only a space subscribes durably.</exception>
    Subscription Subscribe<TEvent>(
        string name, Func<TEvent, EventContext, CancellationToken, ValueTask> handler, Delivery? delivery = null)
        where TEvent : IEvent;
}
