using Plaza.Spaces.Dispatch;
using Plaza.Spaces.Events;

namespace Plaza.Spaces.Queues;

/// <summary>
/// What came to light under the lock of a mailbox and may be reported only outside it: what the order is missing, and
/// events whose key or number could not be worked out. Noted under that lock, which it enters by itself to report.
/// </summary>
internal sealed class Unsaid<TEvent>(Lock mailbox, Topic<TEvent> topic, Subscription<TEvent> subscription, Action<MissingEvents>? onGap)
    where TEvent : IEvent
{
    private readonly List<MissingEvents> _missing = [];
    private readonly List<(Entry<TEvent> Entry, Exception Fault)> _unplaced = [];
    private volatile bool _isAny;

    public void Missing(string from, string to, bool cameLate)
    {
        _missing.Add(new(subscription.Name, topic.Type.Name, from, to, cameLate));
        _isAny = true;
    }

    public void Unplaced(Entry<TEvent> entry, Exception fault)
    {
        _unplaced.Add((entry, fault));
        _isAny = true;
    }

    public void Say()
    {
        if (!_isAny)
            return;

        List<MissingEvents> missing;
        List<(Entry<TEvent> Entry, Exception Fault)> unplaced;
        lock (mailbox)
        {
            (missing, unplaced) = ([.. _missing], [.. _unplaced]);
            _missing.Clear();
            _unplaced.Clear();
            _isAny = false;
        }

        foreach (var one in missing)
            topic.Bus.Reporter.SequenceGap(subscription, one, onGap);

        foreach (var (entry, fault) in unplaced)
        {
            topic.Bus.Reporter.Fault(subscription, entry.Happened, entry.Context ?? topic.CreateContext(entry.Parent), fault);
            entry.Offers?.Faulted();
            topic.Bus.InFlight.End();
        }
    }
}
