using Microsoft.Extensions.Logging;
using Plaza.Spaces.Events;
using Plaza.Spaces.Resilience;

namespace Plaza.Spaces.Telling;

/// <summary>Where what goes wrong ends up: in the log, in a counter, on the bus, and parked where the delivery says so.</summary>
internal sealed class Reports(EventBus bus, ILogger logger)
{
    /// <summary>A handler failed for good, or was not called because its circuit is open.</summary>
    /// <returns>True when it was not called.</returns>
    public bool Failed<TEvent>(Subscription<TEvent> subscription, TEvent happened, EventContext context, Exception fault, object? key = null)
        where TEvent : IEvent
    {
        var wasCalled = fault is not Polly.CircuitBreaker.BrokenCircuitException;
        if (wasCalled)
            Fault(subscription, happened, context, fault, subscription.Delivery.Retries is { } retries ? retries.Times + 1 : 1);

        if (!wasCalled || subscription.Delivery is { Retries: not null } or { Circuit: not null } || key is not null)
            Park(subscription, happened, context, key, wasCalled ? fault.Message : "its circuit is open");

        if (!wasCalled)
            subscription.CountRefused();

        return !wasCalled;
    }

    public void Fault<TEvent>(
        Subscription subscription, TEvent happened, EventContext context, Exception fault, int attempt = 1, bool willRetry = false)
        where TEvent : IEvent
    {
        if (!willRetry)
            subscription.CountFault();

        bus.Telemetry.Faulted(subscription);
        if (willRetry)
            logger.HandlerWillRetry(fault, subscription.Name, subscription.Type.Name, context.Sequence, attempt);
        else
            logger.HandlerFaulted(fault, subscription.Name, subscription.Type.Name, context.Sequence);

        if (subscription.Type.IsOwn)
            return;

        bus.Publish(new HandlerFaulted(subscription.Name, subscription.Type.Name, context.Sequence, fault.Message)
        {
            Space = subscription.Space,
            Attempt = attempt,
            Fault = fault.GetType().Name,
            WillRetry = willRetry,
        });
    }

    public void Park<TEvent>(Subscription subscription, TEvent happened, EventContext context, object? key, string reason)
        where TEvent : IEvent
    {
        bus.Telemetry.Parked(subscription);
        var parked = bus.Parked.Park(subscription, happened, context, key, reason);
        logger.EventParked(subscription.Name, subscription.Type.Name, parked.Number, reason);
        if (!subscription.Type.IsOwn)
            bus.Publish(new EventParked(subscription.Name, subscription.Type.Name, parked.Number, reason));
    }

    public void Refused(Subscription subscription, long sequence, string reason)
    {
        subscription.CountRefused();
        bus.Telemetry.Refused(subscription);
        logger.EventRefused(subscription.Name, subscription.Type.Name, sequence, reason);
        if (!subscription.Type.IsOwn)
            bus.Publish(new EventRefused(subscription.Name, subscription.Type.Name, sequence, reason));
    }

    public void Missing(Subscription subscription, MissingEvents missing, Action<MissingEvents>? onGap)
    {
        logger.EventsMissing(missing.Handler, missing.EventName, missing.From, missing.To, missing.CameLate);
        try
        {
            onGap?.Invoke(missing);
        }
        catch (Exception fault)
        {
            Fault(subscription, missing, new(), fault);
        }

        bus.Publish(missing);
    }

    private async ValueTask TellAsync(EventStormDetected storm) => await bus.PublishAsync(storm);

    public void CircuitOpened(Subscription subscription, TimeSpan pause, string reason)
    {
        bus.Telemetry.CircuitOpened(subscription);
        logger.CircuitOpened(subscription.Name, subscription.Type.Name, pause.TotalSeconds, reason);
        bus.Publish(new CircuitOpened(subscription.Name, subscription.Type.Name, pause, reason));
    }

    public void CircuitClosed(Subscription subscription)
    {
        logger.CircuitClosed(subscription.Name, subscription.Type.Name);
        bus.Publish(new CircuitClosed(subscription.Name, subscription.Type.Name));
    }

    /// <summary>An event was not written down.</summary>
    /// <returns>The way on which events lead to each other.</returns>
    public string StormInJournal(EventType type, EventContext cause)
    {
        var cycle = Cycle.Of(type, cause);
        bus.Telemetry.Storm(type);
        if (cause.Cascade.IsFirstCut())
        {
            logger.StormCut(type.Name, cycle, cause.Depth + 1, cause.CascadeSize);
            bus.Later(() => TellAsync(new(cycle, cause.Depth + 1, cause.CascadeSize)));
        }

        return cycle;
    }

    /// <summary>An event was cut off. Said once for a cascade; the counter counts every one.</summary>
    public void Storm(Topic topic, EventContext? cause)
    {
        bus.Telemetry.Storm(topic.Type);
        if (cause is null || !cause.Cascade.IsFirstCut())
            return;

        var cycle = Cycle.Of(topic.Type, cause);
        logger.StormCut(topic.Type.Name, cycle, cause.Depth + 1, cause.CascadeSize);
        if (!cause.IsOfOwn())
            bus.Publish(new EventStormDetected(cycle, cause.Depth + 1, cause.CascadeSize));
    }
}
