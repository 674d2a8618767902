using Plaza.Spaces.Events;
using Plaza.Spaces.Queues;

namespace Plaza.Spaces.Telling;

/// <summary>
/// Who listens to one type of event. Inline handlers stand in a list of calls as long as all are synchronous; where one is
/// not, all stand in a second list of beginnings, in the same order. Changed under a lock, read without one.
/// </summary>
internal sealed class Listeners<TEvent>
    where TEvent : IEvent
{
    private readonly Lock _changing = new();
    private readonly Listing<Action<TEvent>> _calls = new();
    private readonly Listing<Mailbox<TEvent>> _mailboxes = new();
    private readonly HashSet<Subscription<TEvent>> _all = [];
    private volatile Listing<Func<TEvent, CancellationToken, ValueTask>>? _begins;
    private volatile bool _allCalls = true;
    private int _mailboxCount;
    private int _beginCount;
    private int _curious;

    public Listing<Action<TEvent>>.Page Calls => _calls.Current;

    public Listing<Func<TEvent, CancellationToken, ValueTask>>.Page Begins => (_begins ?? MakeBegins()).Current;

    public Listing<Mailbox<TEvent>>.Page Mailboxes => _mailboxes.Current;

    /// <summary>All handlers are inline and synchronous.</summary>
    public bool AreAllCalls => _allCalls;

    public bool HasMailboxes => Volatile.Read(ref _mailboxCount) > 0;

    /// <summary>All who hear of one event must see the same context, or somebody asks for it.</summary>
    public bool NeedContext => Volatile.Read(ref _curious) > 0 || (HasMailboxes && _all.Count > 1);

    public IReadOnlyList<Subscription<TEvent>> All
    {
        get
        {
            lock (_changing)
                return [.. _all];
        }
    }

    /// <summary>Whose inline handler stands at that place.</summary>
    public Subscription? Inline(int position)
    {
        if (_allCalls)
            return position < Calls.Used ? Calls.Places[position].Owner : null;

        var begins = Begins;
        return position < begins.Used ? begins.Places[position].Owner : null;
    }

    public void Add(Subscription<TEvent> subscription)
    {
        lock (_changing)
        {
            _all.Add(subscription);
            _curious += subscription.IsCurious ? 1 : 0;
            if (subscription.Mailbox is { } mailbox)
            {
                subscription.MailboxPlace = _mailboxes.Add(mailbox, subscription);
                _mailboxCount++;
            }
            else
            {
                AddInline(subscription);
            }

            Reckon();
        }
    }

    public bool Remove(Subscription<TEvent> subscription)
    {
        lock (_changing)
        {
            if (!_all.Remove(subscription))
                return false;

            _curious -= subscription.IsCurious ? 1 : 0;
            if (subscription.MailboxPlace is { } place)
            {
                _mailboxes.Remove(place);
                _mailboxCount--;
            }
            else
            {
                _beginCount -= subscription.Call is null ? 1 : 0;
                if (subscription.CallPlace is { } call)
                    _calls.Remove(call);

                if (subscription.BeginPlace is { } begin)
                    _begins!.Remove(begin);
            }

            Reckon();
            return true;
        }
    }

    /// <summary>Has an inline handler passed over, or told again.</summary>
    public void Pass(Subscription<TEvent> subscription, bool over)
    {
        lock (_changing)
        {
            if (!_all.Contains(subscription))
                return;

            if (subscription.CallPlace is { } call)
                _calls.Put(call, over ? null : subscription.Call);

            if (subscription.BeginPlace is { } begin)
                _begins!.Put(begin, over ? null : subscription.Begin);
        }
    }

    private void AddInline(Subscription<TEvent> subscription)
    {
        if (subscription.Call is { } call)
            subscription.CallPlace = _calls.Add(call, subscription);
        else
            _beginCount++;

        if (_begins is not null || subscription.Call is null)
            subscription.BeginPlace = (_begins ??= CallsAsBegins()).Add(subscription.Begin, subscription);
    }

    private void Reckon() => _allCalls = _mailboxCount is 0 && _beginCount is 0;

    private Listing<Func<TEvent, CancellationToken, ValueTask>> MakeBegins()
    {
        lock (_changing)
            return _begins ??= CallsAsBegins();
    }

    private Listing<Func<TEvent, CancellationToken, ValueTask>> CallsAsBegins()
    {
        var begins = new Listing<Func<TEvent, CancellationToken, ValueTask>>();
        foreach (var place in _calls.Current.Standing)
        {
            var subscription = (Subscription<TEvent>)place.Owner;
            subscription.BeginPlace = begins.Add(subscription.Begin, subscription);
            if (subscription.IsPaused)
                begins.Put(subscription.BeginPlace, null);
        }

        return begins;
    }
}
