using Plaza.Spaces.Dispatch;
using Plaza.Spaces.Events;
using Plaza.Spaces.Resilience;

namespace Plaza.Spaces.Durable;

/// <summary>A durable listener: called with what stands in the journal, by the runner of its subscription.</summary>
internal sealed class DurableListener : Subscription
{
    private readonly EventBus _bus;
    private readonly Handle<IEvent> _handle;
    private readonly Circuit? _circuit;
    private long _handled;

    private DurableListener(string name, string space, EventType type, Delivery delivery, EventBus bus, Handle<IEvent> handle)
        : base(name, space, type, delivery, bus.Clock.GetUtcNow(), space)
    {
        _bus = bus;
        _handle = handle;
        _circuit = delivery.Circuit is { } policy ? new(this, policy, bus) : null;
        Handle = _circuit is null ? ObserveAsync : _circuit.Round<IEvent>(TimeAsync);
    }

    /// <summary>While a circuit is open it throws <c>CircuitIsOpen</c> without having begun.</summary>
    public Handle<IEvent> Handle { get; }

    /// <summary>Who reads on in the journal for it; null before the host has started.</summary>
    public DurableRunner? Runner { get; set; }

    public override long Handled => Volatile.Read(ref _handled);

    /// <summary>How far its subscription lags behind the journal.</summary>
    public override int Waiting => (int)Math.Min(int.MaxValue, Runner?.Lag ?? 0);

    public override bool IsPaused => Runner is { IsPaused: true };

    public override bool IsCircuitClosed => _circuit is not { IsOpen: true };

    public static DurableListener Of<TEvent>(HandlerRegistration<TEvent> listener, EventBus bus)
        where TEvent : IEvent
    {
        var handle = Guarded<TEvent>.Outside(listener, bus.Interceptor);
        return new(
            listener.Name, listener.Space, EventType.Of<TEvent>(), listener.Delivery.Plain, bus,
            (happened, context, ct) => handle((TEvent)happened, context, ct));
    }

    public void CountHandled() => Interlocked.Increment(ref _handled);

    public override void Pause() => Runner?.Pause();

    public override void Resume() => Runner?.Resume();

    /// <summary>A durable listener stays as long as its space.</summary>
    public override void Dispose() => Pause();

    internal override bool Replay(ParkedEvent parked) => false;

    internal override void Dropped(ParkedEvent parked)
    {
        // What it could not take in is kept by the journal's store.
    }

    /// <summary>A circuit must learn of it itself when the handler takes too long.</summary>
    private async ValueTask TimeAsync(IEvent happened, EventContext context, CancellationToken ct)
    {
        var limit = Delivery.Limit ?? _bus.Options.HandlerLimit;
        using var late = CancellationTokenSource.CreateLinkedTokenSource(ct);
        try
        {
            await _bus.Scheduler.RunAsync(() => ObserveAsync(happened, context, late.Token)).WaitAsync(limit, _bus.Clock, ct);
        }
        catch (TimeoutException)
        {
            await _bus.Scheduler.CancelAsync(late, limit, _bus.Clock);
            throw;
        }
    }

    private ValueTask ObserveAsync(IEvent happened, EventContext context, CancellationToken ct) => _bus.Telemetry.IsOn
        ? _bus.Telemetry.ObserveAsync(this, context, _bus.Clock, () => _handle(happened, context, ct))
        : _handle(happened, context, ct);
}
