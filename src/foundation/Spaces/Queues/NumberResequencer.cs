using System.Globalization;
using Plaza.Spaces.Events;

namespace Plaza.Spaces.Queues;

/// <summary>Sequences events by number; each number comes once.</summary>
internal sealed class NumberResequencer<TEvent>(
    Func<TEvent, long> by, int window, TimeSpan timeout, long first, Action<SequenceGapDetected>? onGap) : Resequencer<TEvent>(onGap)
    where TEvent : IEvent
{
    private readonly SortedDictionary<long, (QueueEntry<TEvent> Entry, DateTimeOffset Came)> _held = [];
    private long _next = first;

    public override DateTimeOffset? Due => _held.Count is 0 ? null : _held.Values.Min(held => held.Came) + timeout;

    public override void Add(QueueEntry<TEvent> entry, DateTimeOffset now, ResequencedEvents<TEvent> output)
    {
        var number = by(entry.Event);
        if (number < _next || !_held.TryAdd(number, (entry, now)))
        {
            output.Late.Add(entry);
            output.Gaps.Add((Text(number), Text(number), true));
            return;
        }

        ReleaseReady(output);
        if (_held.Count > window)
            SkipGap(output);
    }

    public override void Advance(DateTimeOffset now, ResequencedEvents<TEvent> output)
    {
        while (Due <= now)
            SkipGap(output);
    }

    public override IEnumerable<QueueEntry<TEvent>> TakeAll() => _held.Values.Select(held => held.Entry);

    /// <summary>Skips the gap before the lowest held number.</summary>
    private void SkipGap(ResequencedEvents<TEvent> output)
    {
        var (lowest, _) = _held.First();
        output.Gaps.Add((Text(_next), Text(lowest - 1), false));
        _next = lowest;
        ReleaseReady(output);
    }

    private void ReleaseReady(ResequencedEvents<TEvent> output)
    {
        while (_held.Remove(_next, out var held))
        {
            output.Ready.Add(held.Entry);
            _next++;
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
