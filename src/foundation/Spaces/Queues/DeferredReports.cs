using Plaza.Spaces.Dispatch;
using Plaza.Spaces.Events;

namespace Plaza.Spaces.Queues;

/// <summary>
/// Reports collected under the lock of a queue, to be published outside it: sequence gaps, and events whose key or number
/// could not be computed. Recorded under that lock, which it enters itself to report.
/// </summary>
internal sealed class DeferredReports<TEvent>(Lock queueLock, Topic<TEvent> topic, Subscription<TEvent> subscription, Action<SequenceGapDetected>? onGap)
    where TEvent : IEvent
{
    private readonly List<SequenceGapDetected> _gaps = [];
    private readonly List<(QueueEntry<TEvent> Entry, Exception Fault)> _failures = [];
    private volatile bool _isAny;

    public void AddGap(string from, string to, bool isLate)
    {
        _gaps.Add(new(subscription.Name, topic.Type.Name, from, to, isLate));
        _isAny = true;
    }

    public void AddFailure(QueueEntry<TEvent> entry, Exception fault)
    {
        _failures.Add((entry, fault));
        _isAny = true;
    }

    public void Report()
    {
        if (!_isAny)
            return;

        List<SequenceGapDetected> gaps;
        List<(QueueEntry<TEvent> Entry, Exception Fault)> failures;
        lock (queueLock)
        {
            (gaps, failures) = ([.. _gaps], [.. _failures]);
            _gaps.Clear();
            _failures.Clear();
            _isAny = false;
        }

        foreach (var one in gaps)
            topic.Bus.Reporter.SequenceGap(subscription, one, onGap);

        foreach (var (entry, fault) in failures)
        {
            topic.Bus.Reporter.Fault(subscription, entry.Event, entry.Context ?? topic.CreateContext(entry.Parent), fault);
            entry.Wait?.End();
            entry.Deliveries?.Faulted();
            topic.Bus.InFlight.Decrement();
        }
    }
}
