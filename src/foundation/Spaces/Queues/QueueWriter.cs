using Plaza.Spaces.Dispatch;
using Plaza.Spaces.Events;

namespace Plaza.Spaces.Queues;

/// <summary>
/// How publishers get an event in by the entrance. Where it is full, who awaits goes on meanwhile, and who does not has the
/// thread held. Who awaits a concurrent handler waits for the end of its handling too.
/// </summary>
internal sealed class QueueWriter<TEvent>(QueueAdmission<TEvent> admission, Delivery delivery, WorkScheduler scheduler)
    where TEvent : IEvent
{
    private readonly bool _isConcurrent = delivery.Mode is DeliveryMode.Concurrent;
    private readonly bool _waits = delivery.WhenFull is WhenFull.Wait;

    /// <summary>Takes an event in for a publisher that waits with <paramref name="deliveries"/> for what becomes of it.</summary>
    /// <param name="deliveries">Made where there is something to wait for.</param>
    /// <returns>What became of it at once.</returns>
    public PublishResult Enqueue(ref PendingDeliveries? deliveries, TEvent happened, EventContext? context, EventContext? parent)
    {
        if (_isConcurrent)
        {
            deliveries ??= new();
            deliveries.Open();
        }

        var result = admission.Admit(happened, context, parent, _isConcurrent ? deliveries : null, out var blocked);
        if (blocked is not null)
            TrackBlocked(blocked, deliveries ??= new());
        else if (!_isConcurrent)
            return Result(result);
        else if (result is EnqueueResult.Rejected)
            deliveries!.Rejected();

        return default;
    }

    /// <summary>Takes an event in, holding the publisher's thread where it must wait for a place.</summary>
    public PublishResult EnqueueBlocking(TEvent happened, EventContext? context, EventContext? parent)
    {
        if (_waits)
            SpinWhileFull();

        var result = admission.Admit(happened, context, parent, null, out var blocked);
        if (blocked is null)
            return Result(result);

        scheduler.BlockOn(blocked.Completion);
        return Result(admission.Result(blocked));
    }

    private static PublishResult Result(EnqueueResult result) => new(
        0, Queued: result is EnqueueResult.Queued ? 1 : 0, Faulted: result is EnqueueResult.Faulted ? 1 : 0, Refused: result is EnqueueResult.Rejected ? 1 : 0);

    /// <summary>A queue that is being handled has a place again within microseconds; to wait in line for it takes longer.</summary>
    private void SpinWhileFull()
    {
        const int MaxSpins = 30;
        var spin = default(SpinWait);
        while (admission.IsFull && spin.Count < MaxSpins)
            spin.SpinOnce(sleep1Threshold: -1);
    }

    private void TrackBlocked(BlockedPublisher<TEvent> blocked, PendingDeliveries deliveries)
    {
        if (!_isConcurrent)
            deliveries.Open();

        _ = CompleteBlockedAsync(blocked, deliveries);
    }

    private async Task CompleteBlockedAsync(BlockedPublisher<TEvent> blocked, PendingDeliveries deliveries)
    {
        await blocked.Completion;
        var result = admission.Result(blocked);
        if (result is EnqueueResult.Rejected)
            deliveries.Rejected();
        else if (!_isConcurrent && result is EnqueueResult.Faulted)
            deliveries.Faulted();
        else if (!_isConcurrent)
            deliveries.Queued();
    }
}
