using Microsoft.Extensions.Logging;

namespace Plaza.Spaces.Events;

/// <summary>Where the faults of handlers end up: in the log, in a counter and on the bus.</summary>
internal sealed class Faults(EventBus bus, BusMetrics metrics, ILogger logger)
{
    public void Report(Subscription subscription, IEvent happened, EventContext context, Exception fault)
    {
        metrics.Faulted(subscription);
        logger.HandlerFaulted(fault, subscription.Name, subscription.Type.Name, context.Sequence);

        if (happened is not (HandlerFaulted or UnhandledEvent))
            bus.Publish(new HandlerFaulted(subscription.Name, subscription.Type.Name, context.Sequence, fault.Message));
    }
}
