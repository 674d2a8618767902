using System.Runtime.CompilerServices;

namespace Plaza.Spaces.Events;

/// <summary>
/// Delivers events to the subscriptions to their type. Thread-safe. A handler that throws affects neither other handlers nor the publisher:
/// its fault is logged, counted and published as <see cref="HandlerFaulted"/>.
/// </summary>
public interface IEventBus
{
    /// <summary>
    /// The present subscriptions, durable ones included. <see cref="Subscription.SubscribedAt"/> and <see cref="Subscription.Source"/> tell
    /// when and by which line of code they were made. Subscriptions that no space declared, and that are not disposed when the services
    /// are, are logged.
    /// </summary>
    IReadOnlyList<Subscription> Subscriptions { get; }

    /// <summary>
    /// Runs the inline handlers before it returns, in the order of subscription; an asynchronous handler that does not complete
    /// synchronously is not awaited. An event with durable subscriptions is given to the journal, which dispatches it in its order. Never
    /// throws an exception of a handler.
    /// </summary>
    /// <param name="event">The event. Delivered to subscriptions to its exact type, not to those to its base types.</param>
    /// <param name="context">
    /// The context of the event, from a journal that has appended it; or the context of its cause, where the publisher is not called from
    /// the handler of the cause. An event that is still to be appended gets its timestamp and id from the journal.
    /// </param>
    PublishResult Publish<TEvent>(TEvent @event, EventContext? context = null)
        where TEvent : IEvent;

    /// <summary>
    /// Completes when the inline handlers, one after the other in the order of subscription, and the concurrent handlers have completed, when
    /// the queues have accepted the event and, with durable subscriptions, when the journal has appended it. Never throws an exception of a
    /// handler.
    /// </summary>
    /// <param name="event">The event. Delivered to subscriptions to its exact type, not to those to its base types.</param>
    /// <param name="context">As with <see cref="Publish"/>.</param>
    /// <param name="cancellationToken">
    /// Passed to the inline handlers, and ends every wait: for inline and concurrent handlers, for room in a full queue and for the journal.
    /// When it is cancelled before the call, nothing is published.
    /// </param>
    /// <exception cref="OperationCanceledException">
    /// The token was cancelled during a wait. Handlers and queues that have the event keep it, and so does the journal; inline handlers that
    /// were not called yet and queues without room do not get it.
    /// </exception>
    ValueTask<PublishResult> PublishAsync<TEvent>(TEvent @event, EventContext? context = null, CancellationToken cancellationToken = default)
        where TEvent : IEvent;

    /// <summary>Subscribes a synchronous handler until the subscription is disposed.</summary>
    /// <param name="name">The name of the subscription in logs, metrics and reports.</param>
    /// <param name="handler">Must not be <c>async void</c>, whose exceptions cannot be caught.</param>
    /// <param name="delivery">Default <see cref="Delivery.Inline"/>.</param>
    /// <param name="file">Filled in by the compiler, for the report of subscriptions that were not disposed.</param>
    /// <param name="line">Filled in by the compiler.</param>
    /// <exception cref="ArgumentException">The handler is <c>async void</c>, or the delivery durable: only spaces have durable subscriptions.</exception>
    Subscription Subscribe<TEvent>(
        string name, Action<TEvent> handler, Delivery<TEvent>? delivery = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        where TEvent : IEvent;

    /// <inheritdoc cref="Subscribe{TEvent}(string, Action{TEvent}, Delivery{TEvent}?, string, int)"/>
    Subscription Subscribe<TEvent>(
        string name, Func<TEvent, CancellationToken, ValueTask> handler, Delivery<TEvent>? delivery = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        where TEvent : IEvent;

    /// <inheritdoc cref="Subscribe{TEvent}(string, Action{TEvent}, Delivery{TEvent}?, string, int)"/>
    Subscription Subscribe<TEvent>(
        string name, Func<TEvent, EventContext, CancellationToken, ValueTask> handler, Delivery<TEvent>? delivery = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        where TEvent : IEvent;

    /// <summary>Subscribes a tool to events by their wire name; its handler gets the envelope with the payload as JSON.</summary>
    /// <param name="eventName">Such as <c>shop.order_placed</c>; registered with <c>AddEventTypes</c>.</param>
    /// <param name="name">The name of the subscription.</param>
    /// <param name="handler">Called with the envelope of each event.</param>
    /// <param name="delivery">Default <see cref="Delivery.Inline"/>.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    /// <exception cref="InvalidDataException">No type of events is registered under that name.</exception>
    Subscription Subscribe(
        string eventName, string name, Func<EventEnvelope, CancellationToken, ValueTask> handler, Delivery? delivery = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0);

    /// <summary>
    /// Subscribes a handler that does not keep its target alive. The subscription of a collected target is removed at the next event of its
    /// type, or when many other weak subscriptions are added.
    /// </summary>
    /// <param name="name">The name of the subscription.</param>
    /// <param name="target">Held weakly.</param>
    /// <param name="handler">Must not capture the target; preferably a <c>static</c> lambda.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    /// <exception cref="ArgumentException">
    /// The handler is a method of the target, or a lambda that captures it. The latter is not detected in a program compiled ahead of time.
    /// </exception>
    Subscription SubscribeWeak<TTarget, TEvent>(
        string name, TTarget target, Action<TTarget, TEvent> handler,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        where TTarget : class
        where TEvent : IEvent;
}
