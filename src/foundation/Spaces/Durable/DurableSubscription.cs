using Plaza.Spaces.Dispatch;
using Plaza.Spaces.Events;
using Plaza.Spaces.Resilience;

namespace Plaza.Spaces.Durable;

/// <summary>One handler of a durable subscription, called by the runner of the subscription.</summary>
internal sealed class DurableSubscription : Subscription
{
    private readonly EventBus _bus;
    private readonly EventHandlerDelegate<IEvent> _handle;
    private readonly SubscriptionCircuitBreaker? _circuit;
    private long _handled;

    private DurableSubscription(string name, string space, EventType type, Delivery delivery, EventBus bus, EventHandlerDelegate<IEvent> handle)
        : base(name, space, type, delivery, bus.Clock.GetUtcNow(), space)
    {
        _bus = bus;
        _handle = handle;
        _circuit = delivery.CircuitBreakerPolicy is { } policy ? new(this, policy, bus) : null;
        HandleAsync = _circuit is null ? ObserveAsync : _circuit.Wrap<IEvent>(WithTimeoutAsync);
    }

    /// <summary>Throws <see cref="CircuitOpenException"/> without calling the handler while the circuit breaker is open.</summary>
    public EventHandlerDelegate<IEvent> HandleAsync { get; }

    /// <summary>The runner of the subscription; null before the start of the host.</summary>
    public DurableSubscriptionRunner? Runner { get; set; }

    public override long HandledCount => Volatile.Read(ref _handled);

    /// <summary>The lag of the subscription behind the journal, in entries.</summary>
    public override int QueueLength => (int)Math.Min(int.MaxValue, Runner?.Lag ?? 0);

    public override bool IsPaused => Runner is { IsPaused: true };

    public override bool IsCircuitClosed => _circuit is not { IsOpen: true };

    public static DurableSubscription Of<TEvent>(HandlerRegistration<TEvent> registration, EventBus bus)
        where TEvent : IEvent
    {
        var handle = HandlerPipeline<TEvent>.CreateDurable(registration, bus.Interceptor);
        return new(
            registration.Name, registration.Space, EventType.Of<TEvent>(), registration.Delivery.Untyped, bus,
            (@event, context, cancellationToken) => handle((TEvent)@event, context, cancellationToken));
    }

    public void CountHandled() => Interlocked.Increment(ref _handled);

    public override void Pause() => Runner?.Pause();

    public override void Resume() => Runner?.Resume();

    /// <summary>A durable subscription lives as long as its space.</summary>
    public override void Dispose() => Pause();

    internal override bool Replay(DeadLetter deadLetter) => false;

    internal override void Discarded(DeadLetter deadLetter)
    {
        // Dead letters of durable subscriptions are in the delivery store.
    }

    /// <summary>The circuit breaker counts a timeout itself.</summary>
    private async ValueTask WithTimeoutAsync(IEvent @event, EventContext context, CancellationToken cancellationToken)
    {
        var limit = Delivery.HandlerTimeout ?? _bus.Options.HandlerTimeout;
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            await _bus.Scheduler.RunAsync(() => ObserveAsync(@event, context, timeout.Token)).WaitAsync(limit, _bus.Clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            await _bus.Scheduler.CancelAsync(timeout, limit, _bus.Clock);
            throw;
        }
    }

    private ValueTask ObserveAsync(IEvent @event, EventContext context, CancellationToken cancellationToken) => _bus.Telemetry.IsOn
        ? _bus.Telemetry.ObserveAsync(this, context, _bus.Clock, () => _handle(@event, context, cancellationToken))
        : _handle(@event, context, cancellationToken);
}
