using Plaza.Spaces.Events;
using Plaza.Spaces.Resilience;

namespace Plaza.Spaces.Dispatch;

/// <summary>Inline handlers that go on after the publishing has returned. They count as in flight.</summary>
internal static class DetachedHandlers
{
    /// <summary>Waits for a handler that was started and not awaited, and reports its fault.</summary>
    public static async Task CompleteAsync<TEvent>(
        EventBus bus, Subscription<TEvent> subscription, TEvent @event, EventContext context, ValueTask pending)
        where TEvent : IEvent
    {
        using var work = bus.InFlight.Begin();
        subscription.AddPending(1);
        if (await subscription.CompleteAsync(pending) is { } fault)
            bus.Reporter.Failed(subscription, @event, context, fault);

        subscription.AddPending(-1);
    }

    /// <summary>Delivers a dead letter to its handler again.</summary>
    public static async Task ReplayAsync<TEvent>(EventBus bus, Subscription<TEvent> subscription, DeadLetter deadLetter)
        where TEvent : IEvent
    {
        var (@event, context) = ((TEvent)deadLetter.Event, deadLetter.Context);
        using var work = bus.InFlight.Begin();
        await Task.Yield();
        var before = AmbientEventContext.Enter(context);
        try
        {
            if (await subscription.CompleteAsync(subscription.Async(@event, CancellationToken.None)) is { } fault)
                bus.Reporter.Failed(subscription, @event, context, fault);
        }
        catch (Exception fault)
        {
            bus.Reporter.Failed(subscription, @event, context, fault);
        }
        finally
        {
            AmbientEventContext.Leave(before);
        }
    }
}
