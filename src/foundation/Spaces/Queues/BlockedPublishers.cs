using Plaza.Spaces.Dispatch;
using Plaza.Spaces.Events;

namespace Plaza.Spaces.Queues;

/// <summary>
/// The publishers that wait for room in a full queue, first in, first out. Used under the lock of the queue, which it enters
/// itself at a timeout.
/// </summary>
internal sealed class BlockedPublishers<TEvent>(Lock queueLock, Topic<TEvent> topic, Subscription<TEvent> subscription)
    where TEvent : IEvent
{
    private readonly LinkedList<BlockedPublisher<TEvent>> _blocked = [];
    private readonly Delivery _delivery = subscription.Delivery;

    public bool Any => _blocked.Count > 0;

    /// <returns>Null where a publisher in the handler of <paramref name="parent"/> may wait.</returns>
    public string? RejectionReason(EventContext? parent, WhenBlocked whenBlocked)
    {
        if (_delivery.WhenFull is not QueueFullMode.Wait)
            return $"its queue of {_delivery.Capacity} is full";

        if (whenBlocked is WhenBlocked.Reject)
            return $"its queue of {_delivery.Capacity} is full, and only the end of the publishing handler could make room";

        for (var before = parent; before is not null; before = before.Parent)
        {
            if (before.Type == topic.Type)
                return $"its queue of {_delivery.Capacity} is full, and its own handler would wait for itself";
        }

        return null;
    }

    public BlockedPublisher<TEvent> Add(QueueEntry<TEvent> entry)
    {
        var publisher = new BlockedPublisher<TEvent>(entry);
        var limit = _delivery.HandlerTimeout ?? topic.Bus.Options.HandlerTimeout;
        publisher.Timer = topic.Bus.Clock.CreateTimer(_ => TimeOut(publisher), null, limit, Timeout.InfiniteTimeSpan);
        _blocked.AddLast(publisher);
        return publisher;
    }

    /// <returns>The publisher that has waited longest; null when none waits.</returns>
    public BlockedPublisher<TEvent>? Next()
    {
        if (_blocked.First is not { } first)
            return null;

        _blocked.RemoveFirst();
        return first.Value;
    }

    public void Withdraw(BlockedPublisher<TEvent> publisher)
    {
        if (_blocked.Remove(publisher))
            publisher.Withdraw();
    }

    private void TimeOut(BlockedPublisher<TEvent> publisher)
    {
        lock (queueLock)
        {
            if (_blocked.Remove(publisher))
                publisher.Reject($"its queue of {_delivery.Capacity} stayed full");
        }
    }
}
