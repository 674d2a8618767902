using Plaza.Spaces.Events;

namespace Plaza.Spaces.Dispatch;

/// <summary>
/// Removes subscriptions of collected targets where nothing is published: subscribing sweeps each time as many were added as
/// there were, so that the cost of one is constant.
/// </summary>
internal sealed class WeakSubscriptionSweeper<TEvent>(SubscriptionSet<TEvent> subscriptions)
    where TEvent : IEvent
{
    private const int MinSweep = 64;

    private int _added;
    private int _sweepAfter = MinSweep;

    public void SweepIfDue()
    {
        if (Interlocked.Increment(ref _added) < Volatile.Read(ref _sweepAfter))
            return;

        var active = 0;
        foreach (var subscription in subscriptions.All)
        {
            if (subscription.IsTargetCollected)
                subscription.Dispose();
            else
                active++;
        }

        Volatile.Write(ref _sweepAfter, Math.Max(MinSweep, active));
        Volatile.Write(ref _added, 0);
    }
}
