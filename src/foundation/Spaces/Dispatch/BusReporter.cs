using Microsoft.Extensions.Logging;
using Plaza.Spaces.Events;
using Plaza.Spaces.Resilience;

namespace Plaza.Spaces.Dispatch;

/// <summary>Reports what fails: to the log, to a counter, to the bus, and to the dead letters where the delivery has them.</summary>
internal sealed class BusReporter(EventBus bus, ILogger logger)
{
    /// <summary>A handler failed for good, or was not called because its circuit breaker is open.</summary>
    /// <returns>True when it was not called.</returns>
    public bool Failed<TEvent>(Subscription<TEvent> subscription, TEvent @event, EventContext context, Exception fault)
        where TEvent : IEvent
    {
        var wasCalled = RecordFailure(subscription, @event, context, fault);
        if (ShouldDeadLetter(subscription, fault))
            DeadLettered(bus.DeadLetters.Add(subscription, @event, context, null, fault.Message));

        return !wasCalled;
    }

    /// <returns>False when it was not called.</returns>
    public bool RecordFailure<TEvent>(Subscription<TEvent> subscription, TEvent @event, EventContext context, Exception fault)
        where TEvent : IEvent
    {
        if (fault is CircuitOpenException)
            subscription.CountRejected();
        else if (fault is RetriesExhaustedException { InnerException: { } cause } givenUp)
            Fault(subscription, @event, context, cause, givenUp.Attempts);
        else
            Fault(subscription, @event, context, fault);

        return fault is not CircuitOpenException;
    }

    /// <summary>Whether the delivery dead-letters what failed.</summary>
    public static bool ShouldDeadLetter(Subscription subscription, Exception fault) =>
        fault is CircuitOpenException || subscription.Delivery is { RetryPolicy: not null } or { CircuitBreakerPolicy: not null };

    public void Fault<TEvent>(
        Subscription subscription, TEvent @event, EventContext context, Exception fault, int attempt = 1, bool willRetry = false)
        where TEvent : IEvent
    {
        if (!willRetry)
            subscription.CountFault();

        bus.Telemetry.Faulted(subscription);
        if (willRetry)
            logger.HandlerWillRetry(fault, subscription.Name, subscription.EventType.Name, context.Sequence, attempt);
        else
            logger.HandlerFaulted(fault, subscription.Name, subscription.EventType.Name, context.Sequence);

        var report = new HandlerFaulted(subscription.Name, subscription.EventType.Name, context.Sequence, fault.Message)
        {
            Space = subscription.Space,
            Attempt = attempt,
            ExceptionType = fault.GetType().Name,
            WillRetry = willRetry,
        };
        PublishReport(subscription, report, context);
    }

    /// <summary>An event was dead-lettered; an older dead letter may have been evicted.</summary>
    public void DeadLettered((DeadLetter Added, DeadLetter? Evicted) one)
    {
        var (subscription, context, reason) = (one.Added.Subscription, one.Added.Context, one.Added.Reason);
        bus.Telemetry.DeadLettered(subscription);
        logger.EventDeadLettered(subscription.Name, subscription.EventType.Name, one.Added.Id, reason);
        PublishReport(subscription, new EventDeadLettered(subscription.Name, subscription.EventType.Name, one.Added.Id, reason), context);
        if (one.Evicted is { } evicted)
            ReportRejected(subscription, evicted.Context, "evicted by newer dead letters");
    }

    public void Rejected(Subscription subscription, EventContext? context, string reason)
    {
        subscription.CountRejected();
        ReportRejected(subscription, context, reason);
    }

    private void ReportRejected(Subscription subscription, EventContext? context, string reason)
    {
        var sequence = context?.Sequence ?? 0;
        bus.Telemetry.Rejected(subscription);
        logger.EventRejected(subscription.Name, subscription.EventType.Name, sequence, reason);
        PublishReport(subscription, new EventRejected(subscription.Name, subscription.EventType.Name, sequence, reason), context);
    }

    /// <summary>Faults of handlers of reports are not reported on the bus; the cause of a report is the event that it is about.</summary>
    private void PublishReport<TReport>(Subscription subscription, TReport report, EventContext? context)
        where TReport : IEvent
    {
        if (!subscription.EventType.IsOwn)
            bus.Publish(report, context);
    }

    public void SequenceGap(Subscription subscription, SequenceGapDetected missing, Action<SequenceGapDetected>? onGap)
    {
        logger.SequenceGap(missing.Handler, missing.EventName, missing.From, missing.To, missing.IsLate);
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

    private async ValueTask PublishAsync(EventStormDetected storm) => await bus.PublishAsync(storm);

    public void CircuitOpened(Subscription subscription, TimeSpan pause, string reason)
    {
        bus.Telemetry.CircuitOpened(subscription);
        logger.CircuitOpened(subscription.Name, subscription.EventType.Name, pause.TotalSeconds, reason);
        bus.Publish(new CircuitOpened(subscription.Name, subscription.EventType.Name, pause, reason));
    }

    public void CircuitClosed(Subscription subscription)
    {
        subscription.Queue?.CloseCircuit();
        logger.CircuitClosed(subscription.Name, subscription.EventType.Name);
        bus.Publish(new CircuitClosed(subscription.Name, subscription.EventType.Name));
    }

    /// <summary>An event was not appended to the journal.</summary>
    /// <returns>The way on which events lead to each other.</returns>
    public string StormInJournal(EventType type, EventContext cause)
    {
        var cycle = CascadeCycle.Of(type, cause);
        bus.Telemetry.Storm(type);
        if (cause.Cascade.IsFirstSuppression())
        {
            logger.CascadeSuppressed(type.Name, cycle, cause.Depth + 1, cause.CascadeSize);
            bus.RunDetached(() => PublishAsync(new(cycle, cause.Depth + 1, cause.CascadeSize)));
        }

        return cycle;
    }

    /// <summary>An event was suppressed. Reported once for a cascade; the counter counts each.</summary>
    public void Storm(Topic topic, EventContext cause)
    {
        bus.Telemetry.Storm(topic.Type);
        if (!cause.Cascade.IsFirstSuppression())
            return;

        var cycle = CascadeCycle.Of(topic.Type, cause);
        logger.CascadeSuppressed(topic.Type.Name, cycle, cause.Depth + 1, cause.CascadeSize);
        bus.Publish(new EventStormDetected(cycle, cause.Depth + 1, cause.CascadeSize), cause);
    }
}
