using Plaza.Spaces.Dispatch;
using Plaza.Spaces.Events;

namespace Plaza.Spaces.Queues;

/// <summary>
/// Enqueues the events of publishers. Where the queue is full, <c>PublishAsync</c> waits asynchronously and <c>Publish</c>
/// blocks its thread; <c>PublishAsync</c> also waits for the end of a concurrent handler. Neither waits for what only the
/// end of the publisher's own handler could bring about.
/// </summary>
internal sealed class QueueWriter<TEvent>(EventQueue<TEvent> queue, QueueAdmission<TEvent> admission, Delivery delivery, EventBus bus)
    where TEvent : IEvent
{
    private readonly bool _isConcurrent = delivery.Mode is DeliveryMode.Concurrent;
    private readonly bool _waits = delivery.WhenFull is QueueFullMode.Wait;

    /// <summary>Enqueues for a publisher that waits with <paramref name="deliveries"/> for what becomes of the event.</summary>
    /// <param name="deliveries">Made where there is something to wait for.</param>
    /// <returns>The immediate result.</returns>
    public PublishResult Enqueue(
        ref PendingDeliveries? deliveries, TEvent @event, EventContext? context, EventContext? parent, CancellationToken cancellationToken)
    {
        PublisherWait? wait = null;
        if (_isConcurrent && bus.Deadlocks.TryBegin(queue, parent, out wait))
        {
            EnqueueAwaited(deliveries ??= new(), @event, context, parent, wait, cancellationToken);
            return default;
        }

        var result = AdmitOrBlock(@event, context, parent, mayWait: !_isConcurrent, ref wait, out var blocked);
        if (blocked is null)
            return Result(result);

        deliveries ??= new();
        deliveries.Open();
        Track(blocked, deliveries, wait, cancellationToken);
        return default;
    }

    /// <summary>Enqueues, blocking the publisher's thread while it waits for room.</summary>
    public PublishResult EnqueueBlocking(TEvent @event, EventContext? context, EventContext? parent)
    {
        if (_waits)
            SpinWhileFull();

        PublisherWait? wait = null;
        var result = AdmitOrBlock(@event, context, parent, mayWait: true, ref wait, out var blocked);
        if (blocked is null)
            return Result(result);

        bus.Scheduler.BlockOn(blocked.Completion);
        wait?.End();
        return Result(admission.Result(blocked));
    }

    private static PublishResult Result(EnqueueResult result) => new(
        0, Queued: result is EnqueueResult.Queued ? 1 : 0, Faulted: result is EnqueueResult.Faulted ? 1 : 0, Rejected: result is EnqueueResult.Rejected ? 1 : 0);

    /// <summary>Enqueues for a concurrent handler whose end the publisher awaits.</summary>
    private void EnqueueAwaited(
        PendingDeliveries deliveries, TEvent @event, EventContext? context, EventContext? parent, PublisherWait? wait, CancellationToken cancellationToken)
    {
        deliveries.Open();
        if (wait is not null && cancellationToken.CanBeCanceled)
            deliveries.WhenCancelled(wait.End);

        var result = admission.Admit(@event, context, parent, deliveries, wait, WhenBlocked.Wait, out var blocked);
        if (blocked is not null)
        {
            Track(blocked, deliveries, wait, cancellationToken);
        }
        else if (result is EnqueueResult.Rejected)
        {
            wait?.End();
            deliveries.Rejected();
        }
    }

    /// <summary>Whether the publisher may wait is found out only when the queue turns out to be full.</summary>
    private EnqueueResult AdmitOrBlock(
        TEvent @event, EventContext? context, EventContext? parent, bool mayWait, ref PublisherWait? wait, out BlockedPublisher<TEvent>? blocked)
    {
        var result = admission.Admit(@event, context, parent, null, null, WhenBlocked.Return, out blocked);
        if (result is not EnqueueResult.Full)
            return result;

        mayWait = mayWait && bus.Deadlocks.TryBegin(queue, parent, out wait);
        result = admission.Admit(@event, context, parent, null, null, mayWait ? WhenBlocked.Wait : WhenBlocked.Reject, out blocked);
        if (blocked is null)
            wait?.End();

        return result;
    }

    /// <summary>A queue that is being handled has room again within microseconds; to block for it takes longer.</summary>
    private void SpinWhileFull()
    {
        const int MaxSpins = 30;
        var spin = default(SpinWait);
        while (admission.IsFull && spin.Count < MaxSpins)
            spin.SpinOnce(sleep1Threshold: -1);
    }

    private void Track(BlockedPublisher<TEvent> blocked, PendingDeliveries deliveries, PublisherWait? wait, CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
            deliveries.WhenCancelled(() => admission.Withdraw(blocked));

        _ = CompleteBlockedAsync(blocked, deliveries, wait);
    }

    private async Task CompleteBlockedAsync(BlockedPublisher<TEvent> blocked, PendingDeliveries deliveries, PublisherWait? wait)
    {
        await blocked.Completion;
        var result = admission.Result(blocked);
        if (!_isConcurrent || result is not EnqueueResult.Queued)
            wait?.End();

        if (result is EnqueueResult.Rejected)
            deliveries.Rejected();
        else if (result is EnqueueResult.Withdrawn)
            deliveries.Withdrawn();
        else if (!_isConcurrent && result is EnqueueResult.Faulted)
            deliveries.Faulted();
        else if (!_isConcurrent)
            deliveries.Queued();
    }
}
