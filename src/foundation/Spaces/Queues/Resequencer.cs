using Plaza.Spaces.Events;

namespace Plaza.Spaces.Queues;

/// <summary>
/// Holds events until they are in sequence. Used under the lock of its queue; what is released and what was skipped goes into
/// <see cref="ResequencedEvents{TEvent}"/>.
/// </summary>
internal abstract class Resequencer<TEvent>(Action<SequenceGapDetected>? onGap)
    where TEvent : IEvent
{
    public Action<SequenceGapDetected>? OnGap => onGap;

    public abstract void Add(QueueEntry<TEvent> entry, DateTimeOffset now, ResequencedEvents<TEvent> output);

    /// <summary>Releases and skips what is due.</summary>
    public abstract void Advance(DateTimeOffset now, ResequencedEvents<TEvent> output);

    /// <summary>When to advance next; null when nothing is held.</summary>
    public abstract DateTimeOffset? Due { get; }

    /// <summary>Everything that is held, in order.</summary>
    public abstract IEnumerable<QueueEntry<TEvent>> TakeAll();
}

/// <summary>The output of a resequencer.</summary>
internal sealed class ResequencedEvents<TEvent>
    where TEvent : IEvent
{
    public List<QueueEntry<TEvent>> Ready { get; } = [];

    public List<QueueEntry<TEvent>> Late { get; } = [];

    /// <summary>From, to, and whether it came late.</summary>
    public List<(string From, string To, bool IsLate)> Gaps { get; } = [];
}
