namespace Plaza.Spaces.Events;

/// <summary>All listeners of one type of event, in the order of subscribing.</summary>
internal abstract class Topic
{
    public abstract IReadOnlyList<Subscription> Subscriptions { get; }

    public abstract PublishResult Publish(IEvent happened, EventContext context);

    public abstract ValueTask<PublishResult> PublishAsync(IEvent happened, EventContext context, CancellationToken ct);
}

/// <summary>The listeners stand in an array that is replaced on change, so publishing takes no lock.</summary>
internal sealed class Topic<TEvent>(TimeProvider clock, InFlight inFlight, Faults faults) : Topic
    where TEvent : IEvent
{
    private readonly Lock _changing = new();
    private volatile Subscription<TEvent>[] _subscriptions = [];

    public override IReadOnlyList<Subscription> Subscriptions => _subscriptions;

    public void Add(Subscription<TEvent> subscription)
    {
        lock (_changing)
            _subscriptions = [.. _subscriptions, subscription];
    }

    public void Remove(Subscription<TEvent> subscription)
    {
        lock (_changing)
            _subscriptions = [.. _subscriptions.Where(other => other != subscription)];
    }

    public override PublishResult Publish(IEvent happened, EventContext context)
    {
        var typed = (TEvent)happened;
        int delivered = 0, started = 0, faulted = 0;

        foreach (var subscription in _subscriptions)
        {
            if (!subscription.IsSynchronous)
            {
                started++;
                _ = StartAsync(subscription, typed, context, CancellationToken.None);
            }
            else if (subscription.Run(typed, clock) is { } fault)
            {
                faulted++;
                faults.Report(subscription, happened, context, fault);
            }
            else
            {
                delivered++;
            }
        }

        return new(delivered, started, faulted);
    }

    public override async ValueTask<PublishResult> PublishAsync(IEvent happened, EventContext context, CancellationToken ct)
    {
        var typed = (TEvent)happened;
        var subscriptions = _subscriptions;
        var concurrent = subscriptions
            .Where(subscription => subscription.IsConcurrent)
            .Select(subscription => StartAsync(subscription, typed, context, ct))
            .ToList();
        int delivered = 0, faulted = 0;

        foreach (var subscription in subscriptions.Where(subscription => !subscription.IsConcurrent))
            Count(await StartAsync(subscription, typed, context, ct));

        foreach (var running in concurrent)
            Count(await running);

        return new(delivered, 0, faulted);

        void Count(bool well)
        {
            delivered += well ? 1 : 0;
            faulted += well ? 0 : 1;
        }
    }

    /// <returns>Whether the handler ended well.</returns>
    private async Task<bool> StartAsync(
        Subscription<TEvent> subscription, TEvent happened, EventContext context, CancellationToken ct)
    {
        using var _ = inFlight.Enter();
        var fault = subscription.IsSynchronous
            ? subscription.Run(happened, clock)
            : await subscription.RunAsync(happened, context, clock, ct);

        if (fault is not null)
            faults.Report(subscription, happened, context, fault);

        return fault is null;
    }
}
