using Plaza.Spaces.Events;

namespace Plaza.Spaces.Dispatch;

/// <summary>
/// Sees to it that forgotten listeners do not gather where nothing is published: who comes looks round, each time as many
/// have come as there were, so that one costs the same however many there are.
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
