using Plaza.Spaces.Events;
using Plaza.Spaces.Resilience;

namespace Plaza.Spaces.Telling;

/// <summary>Inline handlers that go on beside the publishing: nobody waits for them but who asks whether anything is in flight.</summary>
internal static class Aside
{
    /// <summary>Waits for a handler that was begun and left to itself.</summary>
    public static async Task EndAsync<TEvent>(EventBus bus, Subscription<TEvent> subscription, TEvent happened, EventContext context, ValueTask pending)
        where TEvent : IEvent
    {
        using var work = bus.InFlight.Enter();
        subscription.Pending(1);
        if (await subscription.EndAsync(pending) is { } fault)
            bus.Reports.Failed(subscription, happened, context, fault);

        subscription.Pending(-1);
    }

    /// <summary>Gives an event that was parked to its handler anew.</summary>
    public static async Task TellAgainAsync<TEvent>(EventBus bus, Subscription<TEvent> subscription, ParkedEvent parked)
        where TEvent : IEvent
    {
        var (happened, context) = ((TEvent)parked.Happened, parked.Context);
        using var work = bus.InFlight.Enter();
        await Task.Yield();
        var before = Ambient.Enter(context);
        try
        {
            if (await subscription.EndAsync(subscription.Begin(happened, CancellationToken.None)) is { } fault)
                bus.Reports.Failed(subscription, happened, context, fault);
        }
        catch (Exception fault)
        {
            bus.Reports.Failed(subscription, happened, context, fault);
        }
        finally
        {
            Ambient.Leave(before);
        }
    }
}
