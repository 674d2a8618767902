using Plaza.Spaces.Events;
using Plaza.Spaces.Queues;
using Plaza.Spaces.Resilience;
using Plaza.Spaces.Telling;

namespace Plaza.Spaces.Durable;

/// <summary>A durable listener: called with what stands in the journal, by the runner of its subscription.</summary>
internal sealed class DurableListener : Subscription
{
    private readonly Circuit? _circuit;
    private long _handled;

    private DurableListener(
        string name, string space, EventType type, Delivery delivery, EventBus bus,
        Func<IEvent, EventContext, CancellationToken, ValueTask> handleAsync)
        : base(name, space, type, delivery, bus.Clock.GetUtcNow(), space)
    {
        HandleAsync = handleAsync;
        _circuit = delivery.Circuit is { } policy ? new(this, policy, bus) : null;
    }

    public Func<IEvent, EventContext, CancellationToken, ValueTask> HandleAsync { get; }

    /// <summary>Who reads on in the journal for it; null before the host has started.</summary>
    public DurableRunner? Runner { get; set; }

    public override long Handled => Volatile.Read(ref _handled);

    /// <summary>How far its subscription lags behind the journal.</summary>
    public override int Waiting => (int)Math.Min(int.MaxValue, Runner?.Lag ?? 0);

    public override bool IsPaused => Runner is { IsPaused: true };

    public override bool IsCircuitClosed => _circuit is not { IsOpen: true };

    internal override IEnumerable<Worker> Workers => [];

    public static DurableListener Of<TEvent>(Listener<TEvent> listener, EventBus bus)
        where TEvent : IEvent
    {
        var handle = Guarded<TEvent>.Outside(listener, bus.Interception);
        return new(
            listener.Name, listener.Space, EventType.Of<TEvent>(), listener.Delivery.Plain, bus,
            (happened, context, ct) => handle((TEvent)happened, context, ct));
    }

    /// <summary>A handling that throws <c>CircuitIsOpen</c> without having begun, while the circuit is open.</summary>
    public Handle<IEvent> ThroughCircuit(Handle<IEvent> handle) => _circuit is null ? handle : _circuit.Round(handle);

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
}
