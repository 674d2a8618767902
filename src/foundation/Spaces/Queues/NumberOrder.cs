using System.Globalization;
using Plaza.Spaces.Events;

namespace Plaza.Spaces.Queues;

/// <summary>Puts numbered events in order, each number once.</summary>
internal sealed class NumberOrder<TEvent>(
    Func<TEvent, long> by, int window, TimeSpan patience, long first, Action<MissingEvents>? onGap) : Reordering<TEvent>(onGap)
    where TEvent : IEvent
{
    private readonly SortedDictionary<long, (Entry<TEvent> Entry, DateTimeOffset Came)> _held = [];
    private long _next = first;

    public override DateTimeOffset? Due => _held.Count is 0 ? null : _held.Values.Min(held => held.Came) + patience;

    public override void Enter(Entry<TEvent> entry, DateTimeOffset now, Sorted<TEvent> sorted)
    {
        var number = by(entry.Happened);
        if (number < _next || !_held.TryAdd(number, (entry, now)))
        {
            sorted.Late.Add(entry);
            sorted.Missing.Add((Text(number), Text(number), true));
            return;
        }

        Follow(sorted);
        if (_held.Count > window)
            GiveUp(sorted);
    }

    public override void Look(DateTimeOffset now, Sorted<TEvent> sorted)
    {
        while (Due <= now)
            GiveUp(sorted);
    }

    public override IEnumerable<Entry<TEvent>> Close() => _held.Values.Select(held => held.Entry);

    /// <summary>Goes on behind the gap.</summary>
    private void GiveUp(Sorted<TEvent> sorted)
    {
        var (lowest, _) = _held.First();
        sorted.Missing.Add((Text(_next), Text(lowest - 1), false));
        _next = lowest;
        Follow(sorted);
    }

    private void Follow(Sorted<TEvent> sorted)
    {
        while (_held.Remove(_next, out var held))
        {
            sorted.Ready.Add(held.Entry);
            _next++;
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
