using System.Globalization;
using Plaza.Spaces.Events;

namespace Plaza.Spaces.Queues;

/// <summary>Puts events in the order of their times, by holding each for a while.</summary>
internal sealed class TimeOrder<TEvent>(Func<TEvent, DateTimeOffset> by, TimeSpan window, Action<MissingEvents>? onGap)
    : Reordering<TEvent>(onGap)
    where TEvent : IEvent
{
    private readonly PriorityQueue<Entry<TEvent>, (DateTimeOffset Time, long Came)> _held = new();
    private DateTimeOffset _told = DateTimeOffset.MinValue;
    private long _came;

    public override DateTimeOffset? Due => _held.TryPeek(out _, out var first) ? first.Time + window : null;

    public override void Enter(Entry<TEvent> entry, DateTimeOffset now, Sorted<TEvent> sorted)
    {
        var time = by(entry.Happened);
        if (time < _told)
        {
            sorted.Late.Add(entry);
            sorted.Missing.Add((Text(time), Text(time), true));
            return;
        }

        _held.Enqueue(entry, (time, ++_came));
        Look(now, sorted);
    }

    public override void Look(DateTimeOffset now, Sorted<TEvent> sorted)
    {
        while (Due <= now && _held.TryDequeue(out var entry, out var first))
        {
            _told = first.Time;
            sorted.Ready.Add(entry);
        }
    }

    public override IEnumerable<Entry<TEvent>> Close()
    {
        while (_held.TryDequeue(out var entry, out _))
            yield return entry;
    }

    private static string Text(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);
}
