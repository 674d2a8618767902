using Plaza.Spaces.Events;

namespace Plaza.Spaces.Queues;

/// <summary>
/// Holds events until they are in order. Used under the lock of its mailbox; what may be told and what was given up goes
/// into <see cref="ResequencedEvents{TEvent}"/>.
/// </summary>
internal abstract class Resequencer<TEvent>(Action<MissingEvents>? onGap)
    where TEvent : IEvent
{
    public Action<MissingEvents>? OnGap => onGap;

    public abstract void Add(QueueEntry<TEvent> entry, DateTimeOffset now, ResequencedEvents<TEvent> output);

    /// <summary>Time has passed.</summary>
    public abstract void Advance(DateTimeOffset now, ResequencedEvents<TEvent> output);

    /// <summary>When to look again; null when nothing is held.</summary>
    public abstract DateTimeOffset? Due { get; }

    /// <summary>Everything that is held, in order.</summary>
    public abstract IEnumerable<QueueEntry<TEvent>> TakeAll();
}

/// <summary>What came out of a reordering.</summary>
internal sealed class ResequencedEvents<TEvent>
    where TEvent : IEvent
{
    public List<QueueEntry<TEvent>> Ready { get; } = [];

    public List<QueueEntry<TEvent>> Late { get; } = [];

    /// <summary>From, to, and whether it came late.</summary>
    public List<(string From, string To, bool CameLate)> Gaps { get; } = [];
}
