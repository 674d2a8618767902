namespace Plaza.Spaces.Events;

/// <summary>A listener with its handler: either synchronous or asynchronous.</summary>
internal sealed class Subscription<TEvent> : Subscription
    where TEvent : IEvent
{
    private readonly Topic<TEvent> _topic;
    private readonly Action<TEvent>? _inline;
    private readonly Func<TEvent, EventContext, CancellationToken, ValueTask>? _async;
    private readonly SemaphoreSlim? _places;

    public Subscription(Topic<TEvent> topic, string name, Action<TEvent> handler)
        : base(name, EventType.Of<TEvent>(), Delivery.Inline)
    {
        _topic = topic;
        _inline = handler;
    }

    public Subscription(
        Topic<TEvent> topic, string name, Func<TEvent, EventContext, CancellationToken, ValueTask> handler, Delivery delivery)
        : base(name, EventType.Of<TEvent>(), delivery)
    {
        _topic = topic;
        _async = handler;
        _places = delivery.Mode is DeliveryMode.Concurrent ? new(delivery.Max) : null;
    }

    public bool IsSynchronous => _inline is not null;

    public bool IsConcurrent => _places is not null;

    /// <returns>The fault, or null.</returns>
    public Exception? Run(TEvent happened, TimeProvider clock)
    {
        var place = Enter(clock.GetTimestamp());
        try
        {
            _inline!(happened);
            CountHandled();
            return null;
        }
        catch (Exception fault)
        {
            CountFault();
            return fault;
        }
        finally
        {
            Leave(place);
        }
    }

    /// <returns>The fault, or null. Concurrent handlers leave the caller's thread at once and wait for a place.</returns>
    public async Task<Exception?> RunAsync(TEvent happened, EventContext context, TimeProvider clock, CancellationToken ct)
    {
        if (_places is not null)
            await _places.WaitAsync(CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);

        try
        {
            await Begin(happened, context, clock, ct);
            CountHandled();
            return null;
        }
        catch (Exception fault)
        {
            CountFault();
            return fault;
        }
        finally
        {
            _places?.Release();
        }
    }

    /// <summary>What an inline handler does before it first waits, it does in the publisher's turn: that is watched.</summary>
    private ValueTask Begin(TEvent happened, EventContext context, TimeProvider clock, CancellationToken ct)
    {
        if (IsConcurrent)
            return _async!(happened, context, ct);

        var place = Enter(clock.GetTimestamp());
        try
        {
            return _async!(happened, context, ct);
        }
        finally
        {
            Leave(place);
        }
    }

    public override void Dispose() => _topic.Remove(this);
}
