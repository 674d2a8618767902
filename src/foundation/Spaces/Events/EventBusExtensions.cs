using System.Runtime.CompilerServices;

namespace Plaza.Spaces.Events;

/// <summary>More forms of handlers, with the guarantees of <see cref="IEventBus"/>.</summary>
public static class EventBusExtensions
{
    extension(IEventBus bus)
    {
        /// <summary>Subscribes a handler that is a class, until the subscription is disposed.</summary>
        /// <param name="name">The name of the subscription in logs, metrics and reports.</param>
        /// <param name="handler">One instance for all events, so it must be thread-safe.</param>
        /// <param name="delivery">Default <see cref="Delivery.Inline"/>.</param>
        /// <param name="file">Filled in by the compiler, for the report of subscriptions that were not disposed.</param>
        /// <param name="line">Filled in by the compiler.</param>
        public Subscription Subscribe<TEvent>(
            string name, IEventHandler<TEvent> handler, Delivery<TEvent>? delivery = null,
            [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
            where TEvent : IEvent => bus.Subscribe<TEvent>(name, handler.HandleAsync, delivery, file, line);

        /// <summary>Subscribes a handler with a bound first argument, so that one method serves several subscriptions.</summary>
        /// <param name="name">The name of the subscription.</param>
        /// <param name="bound">The first argument of every call; held until the subscription is disposed.</param>
        /// <param name="handler">Preferably a static method or lambda.</param>
        /// <param name="delivery">Default <see cref="Delivery.Inline"/>.</param>
        /// <param name="file">Filled in by the compiler.</param>
        /// <param name="line">Filled in by the compiler.</param>
        public Subscription Subscribe<TBound, TEvent>(
            string name, TBound bound, Action<TBound, TEvent> handler, Delivery<TEvent>? delivery = null,
            [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
            where TEvent : IEvent => bus.Subscribe<TEvent>(name, @event => handler(bound, @event), delivery, file, line);
    }
}
