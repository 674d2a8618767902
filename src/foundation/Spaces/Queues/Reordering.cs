using Plaza.Spaces.Events;

namespace Plaza.Spaces.Queues;

/// <summary>
/// Holds events until they are in order. Used under the lock of its mailbox; what may be told and what was given up goes
/// into <see cref="Sorted{TEvent}"/>.
/// </summary>
internal abstract class Reordering<TEvent>(Action<MissingEvents>? onGap)
    where TEvent : IEvent
{
    public Action<MissingEvents>? OnGap => onGap;

    public abstract void Enter(Entry<TEvent> entry, DateTimeOffset now, Sorted<TEvent> sorted);

    /// <summary>Time has passed.</summary>
    public abstract void Look(DateTimeOffset now, Sorted<TEvent> sorted);

    /// <summary>When to look again; null when nothing is held.</summary>
    public abstract DateTimeOffset? Due { get; }

    /// <summary>Everything that is held, in order.</summary>
    public abstract IEnumerable<Entry<TEvent>> Close();
}

/// <summary>What came out of a reordering.</summary>
internal sealed class Sorted<TEvent>
    where TEvent : IEvent
{
    public List<Entry<TEvent>> Ready { get; } = [];

    public List<Entry<TEvent>> Late { get; } = [];

    /// <summary>From, to, and whether it came late.</summary>
    public List<(string From, string To, bool CameLate)> Missing { get; } = [];
}
