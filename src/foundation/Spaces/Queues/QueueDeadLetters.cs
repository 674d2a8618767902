using Plaza.Spaces.Dispatch;
using Plaza.Spaces.Events;
using Plaza.Spaces.Resilience;

namespace Plaza.Spaces.Queues;

/// <summary>
/// Dead-letters events of one queue, and blocks their keys as long as they are dead letters. Used under the lock of the queue,
/// so that no event of a key overtakes.
/// </summary>
internal sealed class QueueDeadLetters<TEvent>(Topic<TEvent> topic, Subscription<TEvent> subscription, Partitioner<TEvent>? partitions)
    where TEvent : IEvent
{
    /// <summary>Whether a failed event becomes a dead letter: for its delivery, or to keep the order of its key.</summary>
    public bool ShouldDeadLetter(Exception fault) => partitions is not null || BusReporter.ShouldDeadLetter(subscription, fault);

    /// <summary>Whether an earlier event of its key is a dead letter.</summary>
    public bool IsBlocked(QueueEntry<TEvent> entry) => partitions?.IsBlocked(entry) is true;

    public (DeadLetter Added, DeadLetter? Evicted) Add(QueueEntry<TEvent> entry, string reason)
    {
        var key = partitions?.KeyOf(entry);
        if (key is not null)
            partitions!.Block(key, 1);

        return topic.Bus.DeadLetters.Add(subscription, entry.Event, entry.Context ??= topic.CreateContext(entry.Parent), key, reason);
    }

    /// <returns>What is to be replayed together with the given one, in order.</returns>
    public List<DeadLetter> Take(DeadLetter deadLetter)
    {
        var taken = topic.Bus.DeadLetters.Take(deadLetter);
        Unblock(deadLetter, taken.Count);
        return taken;
    }

    public void Unblock(DeadLetter deadLetter, int count = 1)
    {
        if (deadLetter.Key is not null && count > 0)
            partitions?.Block(deadLetter.Key, -count);
    }
}
