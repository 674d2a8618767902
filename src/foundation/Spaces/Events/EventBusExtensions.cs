using System.Runtime.CompilerServices;

namespace Plaza.Spaces.Events;

/// <summary>Further ways to write a handler. What <see cref="IEventBus"/> promises holds for them too.</summary>
public static class EventBusExtensions
{
    extension(IEventBus bus)
    {
        /// <summary>Subscribes a handler that is a class of its own, until the subscription is disposed.</summary>
        /// <param name="name">Who listens; used in logs, metrics and reports.</param>
        /// <param name="handler">One for all events, so it must bear several threads.</param>
        /// <param name="delivery">Inline where nothing is said.</param>
        /// <param name="file">Filled in by the compiler, for the report of who never left.</param>
        /// <param name="line">Filled in by the compiler.</param>
        public Subscription Subscribe<TEvent>(
            string name, IEventHandler<TEvent> handler, Delivery<TEvent>? delivery = null,
            [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
            where TEvent : IEvent => bus.Subscribe<TEvent>(name, handler.HandleAsync, delivery, file, line);

        /// <summary>Subscribes a handler with its first argument filled in: one method serves several subscriptions that differ by it.</summary>
        /// <param name="name">Who listens.</param>
        /// <param name="bound">Given to the handler with each event. Held as long as the subscription lasts.</param>
        /// <param name="handler">Best a static method or lambda, since it needs nothing else.</param>
        /// <param name="delivery">Inline where nothing is said.</param>
        /// <param name="file">Filled in by the compiler.</param>
        /// <param name="line">Filled in by the compiler.</param>
        public Subscription Subscribe<TBound, TEvent>(
            string name, TBound bound, Action<TBound, TEvent> handler, Delivery<TEvent>? delivery = null,
            [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
            where TEvent : IEvent => bus.Subscribe<TEvent>(name, @event => handler(bound, @event), delivery, file, line);
    }
}
