using System.Globalization;
using Plaza.Spaces.Events;

namespace Plaza.Spaces.Queues;

/// <summary>Sequences events by time, holding each for a window.</summary>
internal sealed class TimeResequencer<TEvent>(Func<TEvent, DateTimeOffset> by, TimeSpan window, Action<SequenceGapDetected>? onGap)
    : Resequencer<TEvent>(onGap)
    where TEvent : IEvent
{
    private readonly PriorityQueue<QueueEntry<TEvent>, (DateTimeOffset Time, long Came)> _held = new();
    private DateTimeOffset _released = DateTimeOffset.MinValue;
    private long _arrivals;

    public override DateTimeOffset? Due => _held.TryPeek(out _, out var first) ? first.Time + window : null;

    public override void Add(QueueEntry<TEvent> entry, DateTimeOffset now, ResequencedEvents<TEvent> output)
    {
        var time = by(entry.Event);
        if (time < _released)
        {
            output.Late.Add(entry);
            output.Gaps.Add((Text(time), Text(time), true));
            return;
        }

        _held.Enqueue(entry, (time, ++_arrivals));
        Advance(now, output);
    }

    public override void Advance(DateTimeOffset now, ResequencedEvents<TEvent> output)
    {
        while (Due <= now && _held.TryDequeue(out var entry, out var first))
        {
            _released = first.Time;
            output.Ready.Add(entry);
        }
    }

    public override IEnumerable<QueueEntry<TEvent>> TakeAll()
    {
        while (_held.TryDequeue(out var entry, out _))
            yield return entry;
    }

    private static string Text(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);
}
