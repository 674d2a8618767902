using System.Diagnostics.CodeAnalysis;
using Plaza.Spaces.Dispatch;
using Plaza.Spaces.Durable;
using Plaza.Spaces.Events;
using Plaza.Spaces.Journal;
using Plaza.Spaces.Requests;
using Plaza.Spaces.Tasks;

namespace Plaza.Spaces.Hosting;

/// <summary>Collects the subscriptions, request handlers, published events and tasks of a space.</summary>
public sealed class SpaceBuilder
{
    private readonly SpaceCatalog _catalog;
    private readonly EventBus _bus;
    private readonly string _space;

    internal SpaceBuilder(SpaceCatalog catalog, EventBus bus, string space)
    {
        _catalog = catalog;
        _bus = bus;
        _space = space;
    }

    /// <summary>Subscribes a live handler: synchronous code that runs in journal order, before the publisher gets its result.</summary>
    public SpaceBuilder On<TEvent>(Action<TEvent> handler, Delivery<TEvent>? delivery = null)
        where TEvent : IEvent => Subscribe(Register(handler, delivery) with { Sync = handler });

    /// <summary>Subscribes a live handler that uses the context of the event.</summary>
    public SpaceBuilder On<TEvent>(Action<TEvent, EventContext> handler, Delivery<TEvent>? delivery = null)
        where TEvent : IEvent => Subscribe(Register(handler, delivery) with
        {
            Handle = (@event, context, _) =>
            {
                handler(@event, context);
                return ValueTask.CompletedTask;
            },
        });

    /// <summary>Subscribes an asynchronous handler, whose token is cancelled at its timeout.</summary>
    public SpaceBuilder On<TEvent>(Func<TEvent, CancellationToken, ValueTask> handler, Delivery<TEvent>? delivery = null)
        where TEvent : IEvent => Subscribe(Register(handler, delivery) with { Async = handler });

    /// <summary>Subscribes an asynchronous handler that uses the context of the event.</summary>
    public SpaceBuilder On<TEvent>(Func<TEvent, EventContext, CancellationToken, ValueTask> handler, Delivery<TEvent>? delivery = null)
        where TEvent : IEvent => Subscribe(Register(handler, delivery) with { Handle = new(handler) });

    /// <summary>
    /// Subscribes a handler with a bound first argument, so that one method serves several subscriptions.
    /// </summary>
    public SpaceBuilder On<TBound, TEvent>(TBound bound, Action<TBound, TEvent> handler, Delivery<TEvent>? delivery = null)
        where TEvent : IEvent => Subscribe(Register(handler, delivery) with { Sync = @event => handler(bound, @event) });

    /// <summary>
    /// Subscribes a durable handler under the name of the space: from the journal, at least once, in order per subject. The effects that the
    /// handler enlists in its context commit together with the cursor.
    /// </summary>
    /// <param name="handler">Enlists effects and returns; it must not have effects of its own, since it may be called again.</param>
    /// <param name="from">
    /// The first entry where the space has no cursor yet; default <see cref="JournalStart.Now"/>. That of the first subscription of the space
    /// holds for all of them, since they share one cursor.
    /// </param>
    public SpaceBuilder OnDurable<TEvent>(Action<TEvent, EventContext> handler, JournalStart? from = null)
        where TEvent : IEvent => On(handler, Delivery.Durable(_space, from));

    /// <inheritdoc cref="OnDurable{TEvent}(Action{TEvent, EventContext}, JournalStart?)"/>
    public SpaceBuilder OnDurable<TEvent>(Func<TEvent, EventContext, CancellationToken, ValueTask> handler, JournalStart? from = null)
        where TEvent : IEvent => On(handler, Delivery.Durable(_space, from));

    /// <summary>Declares this space as the one handler of a type of requests.</summary>
    /// <exception cref="InvalidOperationException">Another space handles the same type of requests.</exception>
    public SpaceBuilder Handles<TRequest, TResponse>(Func<TRequest, CancellationToken, ValueTask<TResponse>> handler)
        where TRequest : IRequest<TResponse>
    {
        _catalog.Add(new RequestHandlerInfo<TResponse>(_space, typeof(TRequest), (request, cancellationToken) => handler((TRequest)request, cancellationToken)));
        return this;
    }

    /// <summary>Declares that this space publishes events of a type.</summary>
    public SpaceBuilder Publishes<TEvent>()
        where TEvent : IEvent
    {
        _catalog.Add(new SpacePublication(_space, EventType.Of<TEvent>()));
        return this;
    }

    /// <summary>Declares a task that runs on a schedule.</summary>
    public SpaceBuilder Runs<TTask>()
        where TTask : class, IRecurringTask
    {
        _catalog.Add(TaskDefinition.Recurring<TTask>(_space));
        return this;
    }

    /// <summary>Declares a task that runs for each queued payload.</summary>
    [RequiresUnreferencedCode("Reads the payload as JSON by reflection.")]
    [RequiresDynamicCode("Reads the payload as JSON by reflection.")]
    public SpaceBuilder Runs<TTask, TPayload>()
        where TTask : class, IQueuedTask<TPayload>
    {
        _catalog.Add(TaskDefinition.Queued<TTask, TPayload>(_space));
        return this;
    }

    private HandlerRegistration<TEvent> Register<TEvent>(Delegate handler, Delivery<TEvent>? delivery)
        where TEvent : IEvent => new(NameOf<TEvent>(handler), _space, _space, delivery ?? Delivery.Inline);

    private SpaceBuilder Subscribe<TEvent>(HandlerRegistration<TEvent> registration)
        where TEvent : IEvent
    {
        if (registration.Delivery.Untyped.Mode is DeliveryMode.Durable)
            return OnDurable(registration);

        _bus.Subscribe(registration);
        _catalog.Add(new SpaceSubscription(_space, EventType.Of<TEvent>(), registration.Delivery.Untyped));
        return this;
    }

    private SpaceBuilder OnDurable<TEvent>(HandlerRegistration<TEvent> registration)
        where TEvent : IEvent
    {
        var durable = DurableSubscription.Of(registration, _bus);
        _catalog.Add(durable);
        _catalog.Add(new SpaceSubscription(_space, EventType.Of<TEvent>(), registration.Delivery.Untyped));
        _bus.AddDurable<TEvent>(durable);
        return this;
    }

    /// <summary>A subscription of a lambda, whose name is generated by the compiler, is named after its event.</summary>
    private string NameOf<TEvent>(Delegate handler)
        where TEvent : IEvent => handler.Method.Name.StartsWith('<')
        ? $"{_space}({EventType.Of<TEvent>().Name})"
        : $"{_space}.{handler.Method.Name}";
}
