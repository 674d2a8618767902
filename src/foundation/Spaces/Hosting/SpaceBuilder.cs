using System.Diagnostics.CodeAnalysis;
using Plaza.Spaces.Dispatch;
using Plaza.Spaces.Durable;
using Plaza.Spaces.Events;
using Plaza.Spaces.Journal;
using Plaza.Spaces.Requests;
using Plaza.Spaces.Tasks;

namespace Plaza.Spaces.Hosting;

/// <summary>Takes down what a space hears, answers, says and runs.</summary>
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

    /// <summary>Live: plain synchronous code over memory, in journal order, before the publisher's caller is answered.</summary>
    public SpaceBuilder On<TEvent>(Action<TEvent> handler, Delivery<TEvent>? delivery = null)
        where TEvent : IEvent => Subscribe(Register(handler, delivery) with { Sync = handler });

    /// <summary>The same for a handler that asks when, where and why it happened.</summary>
    public SpaceBuilder On<TEvent>(Action<TEvent, EventContext> handler, Delivery<TEvent>? delivery = null)
        where TEvent : IEvent => Subscribe(Register(handler, delivery) with
        {
            Handle = (@event, context, _) =>
            {
                handler(@event, context);
                return ValueTask.CompletedTask;
            },
        });

    /// <summary>The same for an asynchronous handler, whose token is cancelled when its time is over.</summary>
    public SpaceBuilder On<TEvent>(Func<TEvent, CancellationToken, ValueTask> handler, Delivery<TEvent>? delivery = null)
        where TEvent : IEvent => Subscribe(Register(handler, delivery) with { Async = handler });

    /// <summary>The same for an asynchronous handler that asks when, where and why it happened.</summary>
    public SpaceBuilder On<TEvent>(Func<TEvent, EventContext, CancellationToken, ValueTask> handler, Delivery<TEvent>? delivery = null)
        where TEvent : IEvent => Subscribe(Register(handler, delivery) with { Handle = new(handler) });

    /// <summary>
    /// A handler with its first argument filled in: one method serves several subscriptions that differ by it.
    /// </summary>
    public SpaceBuilder On<TBound, TEvent>(TBound bound, Action<TBound, TEvent> handler, Delivery<TEvent>? delivery = null)
        where TEvent : IEvent => Subscribe(Register(handler, delivery) with { Sync = @event => handler(bound, @event) });

    /// <summary>
    /// Durable, under the name of the space: from the journal, at least once, in order per subject. The effects that the
    /// handler enlists in its context commit together with the place in the journal.
    /// </summary>
    /// <param name="handler">Enlists effects and returns.</param>
    /// <param name="from">
    /// Where the space begins in a journal that it has never read; with what happens from now on unless said otherwise. The first
    /// subscription of the space decides for all of them, since they share one cursor.
    /// </param>
    public SpaceBuilder OnDurable<TEvent>(Action<TEvent, EventContext> handler, JournalStart? from = null)
        where TEvent : IEvent => On(handler, Delivery.Durable(_space, from));

    /// <summary>Says that this space, and no other, answers such requests.</summary>
    /// <exception cref="InvalidOperationException">Another space has said so already.</exception>
    public SpaceBuilder Handles<TRequest, TResponse>(Func<TRequest, CancellationToken, ValueTask<TResponse>> handler)
        where TRequest : IRequest<TResponse>
    {
        _catalog.Add(new RequestHandlerInfo<TResponse>(_space, typeof(TRequest), (request, cancellationToken) => handler((TRequest)request, cancellationToken)));
        return this;
    }

    /// <summary>Says that this space publishes such events.</summary>
    public SpaceBuilder Publishes<TEvent>()
        where TEvent : IEvent
    {
        _catalog.Add(new SpacePublication(_space, EventType.Of<TEvent>()));
        return this;
    }

    /// <summary>Has the task manager run such a task on its schedule.</summary>
    public SpaceBuilder Runs<TTask>()
        where TTask : class, IRecurringTask
    {
        _catalog.Add(TaskDefinition.Recurring<TTask>(_space));
        return this;
    }

    /// <summary>Has the task manager run such tasks as they are queued.</summary>
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

    /// <summary>A lambda has no name worth reading: it is called after what it hears.</summary>
    private string NameOf<TEvent>(Delegate handler)
        where TEvent : IEvent => handler.Method.Name.StartsWith('<')
        ? $"{_space}({EventType.Of<TEvent>().Name})"
        : $"{_space}.{handler.Method.Name}";
}
