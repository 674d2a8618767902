using Plaza.Spaces.Events;

namespace Plaza.Spaces.Dispatch;

/// <summary>All subscriptions of one event type.</summary>
internal abstract class Topic(EventBus bus, EventType type)
{
    private const int ReportDepthAllowance = 8;

    private readonly StripedCounter _published = new();

    public EventBus Bus => bus;

    public EventType Type => type;

    /// <summary>How many events were dispatched.</summary>
    public long PublishedCount => _published.Sum + PublishedBefore;

    /// <summary>How many of them were dispatched before the first subscription.</summary>
    protected long PublishedBefore { get; init; }

    public abstract IReadOnlyList<Subscription> Subscriptions { get; }

    /// <summary>How many durable subscriptions get such events from the journal.</summary>
    public int Durable { get; set; }

    public abstract bool HasQueues { get; }

    public abstract PublishResult Publish(IEvent @event, EventContext? context);

    public abstract ValueTask<PublishResult> PublishAsync(IEvent @event, EventContext? context, CancellationToken cancellationToken);

    public EventContext CreateContext(EventContext? parent) => new(type, parent, bus.Clock.GetUtcNow());

    /// <summary>The subscription of the inline handler in that slot; null when it is gone.</summary>
    public abstract Subscription? At(int position);

    /// <summary>Enters a frame for one event on this thread. Its cause is the event whose handler publishes.</summary>
    /// <param name="state">This thread's.</param>
    /// <param name="given">The context from the publisher; null where it has none.</param>
    /// <returns>False when the storm guard cuts.</returns>
    protected bool TryEnter(ThreadDispatchState state, EventContext? given)
    {
        var ambient = AmbientEventContext.Current;
        if (given is null && ambient is null && state.Depth is 0)
        {
            state.Enter(this);
            Count(state);
            return true;
        }

        return TryEnter(state, given, ambient);
    }

    protected void Count(ThreadDispatchState state) => _published.Add(state);

    private bool TryEnter(ThreadDispatchState state, EventContext? given, EventContext? ambient)
    {
        var parent = state.Context(ambient);
        if (given is not null)
            given = Adopt(given, ref parent);

        if (parent is not null || state.Depth > 0)
        {
            var cause = given?.Parent ?? parent;
            var maxDepth = bus.Options.MaxCascadeDepth + (type.IsOwn ? ReportDepthAllowance : 0);
            if (state.Depth >= maxDepth || (cause is not null && ExceedsCascadeLimit(cause, given)))
            {
                bus.Reporter.Storm(this, cause ?? state.Top.GetContext());
                return false;
            }
        }

        state.Enter(this, given, parent, ambient);
        Count(state);
        return true;
    }

    /// <summary>A new context is assigned to this event. One that belongs to an event already is the cause's.</summary>
    private EventContext? Adopt(EventContext given, ref EventContext? parent)
    {
        if (given.TryAssign(type, parent))
            return given;

        parent = given;
        return null;
    }

    private bool ExceedsCascadeLimit(EventContext cause, EventContext? given)
    {
        if (type.IsOwn || given is { Sequence: > 0 })
            return false;

        return cause.Depth >= bus.Options.MaxCascadeDepth | cause.Cascade.Grow() > bus.Options.MaxCascadeSize;
    }
}
