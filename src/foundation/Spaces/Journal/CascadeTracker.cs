using Plaza.Spaces.Dispatch;
using Plaza.Spaces.Events;

namespace Plaza.Spaces.Journal;

/// <summary>
/// Tracks the cascades of journaled events, so that the cascade limit holds across the journal. Depth and root are stored with each entry; the
/// size is cached for the 4 096 cascades that grew last, and after a restart counted from the depth. For implementations of a journal.
/// Thread-safe.
/// </summary>
public sealed class CascadeTracker
{
    private const int MaxEntries = 4096;

    private readonly Lock _lock = new();
    private readonly Dictionary<long, LinkedListNode<Known>> _known = [];
    private readonly LinkedList<Known> _recent = new();
    private readonly EventBus _bus;

    internal CascadeTracker(EventBus bus) => _bus = bus;

    /// <summary>Computes the position of an event that is about to be appended.</summary>
    /// <param name="type">The type of the event.</param>
    /// <param name="cause">The context of its cause; null where there is none.</param>
    /// <param name="sequence">The sequence that the event will have.</param>
    /// <exception cref="EventStormException">The event exceeds the cascade limit.</exception>
    public CascadePosition Advance(EventType type, EventContext? cause, long sequence)
    {
        if (cause is null)
            return new(1, sequence);

        if (cause.Depth >= _bus.Options.MaxCascadeDepth | cause.Cascade.Grow() > _bus.Options.MaxCascadeSize)
            throw new EventStormException(_bus.Reporter.StormInJournal(type, cause));

        var root = cause.RootSequence > 0 ? cause.RootSequence : sequence;
        Track(root, cause.Cascade).Names[cause.Depth + 1] = type.Name;
        return new(cause.Depth + 1, root);
    }

    /// <summary>Creates the context with which an entry is dispatched.</summary>
    public EventContext CreateContext(EventType type, long sequence, DateTimeOffset time, long? cause, int depth, long root, bool isDurable = false, int attempt = 1)
    {
        var known = Track(root, null, depth);
        known.Names[depth] = type.Name;
        return new()
        {
            Type = isDurable ? type : null,
            Sequence = sequence,
            Timestamp = time,
            CausationSequence = cause,
            Depth = depth,
            RootSequence = root,
            Cascade = known.Cascade,
            EventNames = known.Names,
            IsDurable = isDurable,
            Attempt = attempt,
        };
    }

    private Known Track(long root, Cascade? cascade, int depth = 1)
    {
        lock (_lock)
        {
            if (!_known.TryGetValue(root, out var known))
                _known.Add(root, known = new(new(root, cascade ?? new(depth), new(concurrencyLevel: 1, capacity: 2))));
            else if (known != _recent.Last)
                _recent.Remove(known);

            if (known.List is null)
                _recent.AddLast(known);

            if (_known.Count > MaxEntries && _recent.First is { } oldest)
            {
                _recent.RemoveFirst();
                _known.Remove(oldest.Value.Root);
            }

            return known.Value;
        }
    }

    private sealed record Known(long Root, Cascade Cascade, System.Collections.Concurrent.ConcurrentDictionary<int, string> Names);
}
