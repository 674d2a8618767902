using System.Runtime.CompilerServices;

namespace Plaza.Spaces.Events;

/// <summary>
/// Tells events to whoever subscribed to their type. Safe to use from any thread. A handler that throws harms neither
/// the others nor the publisher: its fault is logged, counted and published as <see cref="HandlerFaulted"/>.
/// </summary>
public interface IEventBus
{
    /// <summary>
    /// Everyone who listens at the moment, durable listeners too. Since when, and which line of code subscribed, stands in
    /// <see cref="Subscription.SubscribedAt"/> and <see cref="Subscription.Source"/>. Who has not left when the services are disposed, and
    /// was declared by no space, is named in the log.
    /// </summary>
    IReadOnlyList<Subscription> Subscriptions { get; }

    /// <summary>
    /// Runs the inline handlers before it returns, in the order of subscribing; an asynchronous one that does not end at
    /// once is not waited for. Where durable handlers listen, the event is handed to the journal, which tells everyone in its
    /// order. Never throws a handler's error.
    /// </summary>
    /// <param name="event">What has happened. Told to who subscribed to its own type, not to those of its bases.</param>
    /// <param name="context">
    /// When and where it happened, from who has written it down; or the context of the event that led to this one, where the
    /// publisher is not called from its handler. An event that the journal is to write down gets its time and id there.
    /// </param>
    PublishResult Publish<TEvent>(TEvent @event, EventContext? context = null)
        where TEvent : IEvent;

    /// <summary>
    /// Completes when the inline handlers have ended, one after the other in the order of subscribing, and the concurrent
    /// ones too, when the queues have accepted the event, and when it is in the journal where durable handlers listen.
    /// Never throws a handler's error.
    /// </summary>
    /// <param name="event">What has happened. Told to who subscribed to its own type, not to those of its bases.</param>
    /// <param name="context">As with <see cref="Publish"/>.</param>
    /// <param name="cancellationToken">
    /// Given to the inline handlers, and bounds every wait: for inline and concurrent handlers, for room in a full queue and for
    /// the journal. Cancelled before the call, it publishes nothing.
    /// </param>
    /// <exception cref="OperationCanceledException">
    /// The token was cancelled during a wait. Handlers and queues that had the event keep it, and what the journal has written
    /// stays; inline handlers that were not called yet and queues without room do not get it.
    /// </exception>
    ValueTask<PublishResult> PublishAsync<TEvent>(TEvent @event, EventContext? context = null, CancellationToken cancellationToken = default)
        where TEvent : IEvent;

    /// <summary>Subscribes a synchronous handler until the subscription is disposed.</summary>
    /// <param name="name">Who listens; used in logs, metrics and reports.</param>
    /// <param name="handler">Must not be <c>async void</c>, whose errors nobody can catch.</param>
    /// <param name="delivery">Inline where nothing is said.</param>
    /// <param name="file">Filled in by the compiler, for the report of who never left.</param>
    /// <param name="line">Filled in by the compiler.</param>
    /// <exception cref="ArgumentException">The handler is <c>async void</c>, or the delivery durable: only a space subscribes durably.</exception>
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

    /// <summary>Subscribes a tool to an event that it knows by its wire name only; it gets the envelope with the payload as JSON.</summary>
    /// <param name="eventName">Such as <c>shop.order_placed</c>; made known with <c>AddEvents</c>.</param>
    /// <param name="name">Who listens.</param>
    /// <param name="handler">Given the envelope.</param>
    /// <param name="delivery">Inline where nothing is said.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    /// <exception cref="InvalidDataException">No event of that name is known.</exception>
    Subscription Subscribe(
        string eventName, string name, Func<EventEnvelope, CancellationToken, ValueTask> handler, Delivery? delivery = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0);

    /// <summary>
    /// Subscribes a handler that shall not keep its target alive. When the target is collected, the subscription ends: at the
    /// next event of its type, or when many others have subscribed weakly.
    /// </summary>
    /// <param name="name">Who listens.</param>
    /// <param name="target">Held weakly.</param>
    /// <param name="handler">Must not capture the target, so best a <c>static</c> lambda.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    /// <exception cref="ArgumentException">
    /// The handler is a method of the target, or a lambda that captures it. The latter cannot be seen in a program compiled ahead of time.
    /// </exception>
    Subscription SubscribeWeak<TTarget, TEvent>(
        string name, TTarget target, Action<TTarget, TEvent> handler,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        where TTarget : class
        where TEvent : IEvent;
}
