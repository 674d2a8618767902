using Plaza.Spaces.Dispatch;
using Plaza.Spaces.Events;

namespace Plaza.Spaces.Queues;

/// <summary>
/// How publishers get an event in by the entrance. Where it is full, who awaits goes on meanwhile, and who does not has the
/// thread held. Who awaits a concurrent handler waits for the end of its handling too.
/// </summary>
internal sealed class Intake<TEvent>(Entrance<TEvent> entrance, Delivery delivery, WorkScheduler scheduler)
    where TEvent : IEvent
{
    private readonly bool _isConcurrent = delivery.Mode is DeliveryMode.Concurrent;
    private readonly bool _waits = delivery.WhenFull is WhenFull.Wait;

    /// <summary>Takes an event in for a publisher that waits with <paramref name="offers"/> for what becomes of it.</summary>
    /// <param name="offers">Made where there is something to wait for.</param>
    /// <returns>What became of it at once.</returns>
    public PublishResult OfferTo(ref Offers? offers, TEvent happened, EventContext? context, EventContext? parent)
    {
        if (_isConcurrent)
        {
            offers ??= new();
            offers.Open();
        }

        var taken = entrance.Take(happened, context, parent, _isConcurrent ? offers : null, out var waiter);
        if (waiter is not null)
            WaitFor(waiter, offers ??= new());
        else if (!_isConcurrent)
            return Result(taken);
        else if (taken is Taken.Refused)
            offers!.Refused();

        return default;
    }

    /// <summary>Takes an event in, holding the publisher's thread where it must wait for a place.</summary>
    public PublishResult OfferAndHold(TEvent happened, EventContext? context, EventContext? parent)
    {
        if (_waits)
            SpinWhileFull();

        var taken = entrance.Take(happened, context, parent, null, out var waiter);
        if (waiter is null)
            return Result(taken);

        scheduler.BlockOn(waiter.Place);
        return Result(entrance.Ended(waiter));
    }

    private static PublishResult Result(Taken taken) => new(
        0, Queued: taken is Taken.Queued ? 1 : 0, Faulted: taken is Taken.Faulted ? 1 : 0, Refused: taken is Taken.Refused ? 1 : 0);

    /// <summary>A queue that is being handled has a place again within microseconds; to wait in line for it takes longer.</summary>
    private void SpinWhileFull()
    {
        const int Few = 30;
        var spin = default(SpinWait);
        while (entrance.IsFull && spin.Count < Few)
            spin.SpinOnce(sleep1Threshold: -1);
    }

    private void WaitFor(Waiter<TEvent> waiter, Offers offers)
    {
        if (!_isConcurrent)
            offers.Open();

        _ = WaitAsync(waiter, offers);
    }

    private async Task WaitAsync(Waiter<TEvent> waiter, Offers offers)
    {
        await waiter.Place;
        var taken = entrance.Ended(waiter);
        if (taken is Taken.Refused)
            offers.Refused();
        else if (!_isConcurrent && taken is Taken.Faulted)
            offers.Faulted();
        else if (!_isConcurrent)
            offers.Queued();
    }
}
