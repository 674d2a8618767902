using System.Diagnostics;
using System.Runtime.CompilerServices;
using Plaza.Spaces.Events;
using Plaza.Spaces.Queues;
using Plaza.Spaces.Seeing;

namespace Plaza.Spaces.Telling;

/// <summary>
/// One event going round its listeners: how far it has come and what became of it. A value, so that nothing is made
/// where all handlers end at once; copied into the publishing that goes on when one does not.
/// </summary>
internal struct Round<TEvent>
    where TEvent : IEvent
{
    private readonly Topic<TEvent> _topic;
    private readonly TEvent _happened;
    private readonly CancellationToken _ct;
    private readonly bool _observed;
    private readonly EventContext? _parent;
    private Listing<Func<TEvent, CancellationToken, ValueTask>>.Page _page;
    private int _used;
    private EventContext? _context;
    private EventContext? _ambient;
    private int _from;
    private int _delivered;
    private int _queued;
    private int _faulted;
    private int _refused;

    public Round(Topic<TEvent> topic, Turn turn, TEvent happened, CancellationToken ct)
    {
        ref var level = ref turn.Top;
        _topic = topic;
        _happened = happened;
        _ct = ct;
        _parent = level.Parent;
        _page = topic.Listeners.Begins;
        _used = _page.Used;
        _observed = topic.Bus.Telemetry.IsOn;
        var isAsked = !topic.MayShareRoot && (_used > 0 || topic.Listeners.NeedContext);
        _context = !_observed && !isAsked && level is { Parent: null, Context: null } ? null : level.Known();
        if (_observed)
            Span = BusTelemetry.Publishing(topic.Type, _context!);
    }

    /// <summary>The span of the publishing, while somebody traces.</summary>
    public Activity? Span { get; }

    public readonly PublishResult Result => new(_delivered, _queued, _faulted, _refused);

    /// <summary>Offers the event to the queues. What they cannot take at once is waited for elsewhere.</summary>
    /// <returns>Null when there is nothing to wait for.</returns>
    public Offers? Offer()
    {
        Offers? offers = null;
        var page = _topic.Listeners.Mailboxes;
        for (var index = 0; index < page.Used; index++)
        {
            if (page.Items[index] is { } mailbox)
                Add(mailbox.Intake.OfferTo(ref offers, _happened, _context, _parent));
        }

        return offers;
    }

    /// <summary>Offers the event to the queues and holds the thread where one is full and waits.</summary>
    public void OfferAndHold()
    {
        var page = _topic.Listeners.Mailboxes;
        for (var index = 0; index < page.Used; index++)
        {
            if (page.Items[index] is { } mailbox)
                Add(mailbox.Intake.OfferAndHold(_happened, _context, _parent));
        }
    }

    /// <summary>The inline handlers of that page were told already, up to that place.</summary>
    public void CameTo(Listing<Func<TEvent, CancellationToken, ValueTask>>.Page page, int used, int position, int delivered) =>
        (_page, _used, _from, _delivered) = (page, used, position + 1, delivered);

    /// <summary>Runs the inline handlers on to the end, or to one that does not end at once.</summary>
    /// <returns>The one that was begun and not waited for; null when all were told.</returns>
    public ValueTask? RunOn(Turn turn)
    {
        if (_from >= _used)
            return null;

        _ambient = _context ?? _topic.Root.Context;
        var before = _context is null ? Ambient.Enter(_ambient, ref _topic.Root.Remembered) : Ambient.Enter(_ambient);
        turn.Top.Ambient = _ambient;
        ref var position = ref turn.Top.Position;
        ValueTask? pending = null;
        var holes = 0;

        while (_from < _used)
        {
            try
            {
                if (_observed)
                    RunObserved(_page, _from, _used, _happened, _ct, ref position, ref holes, ref pending);
                else
                    Run(_page.Items, _from, _used, _happened, _ct, ref position, ref holes, ref pending);

                _delivered += position - _from - holes + (pending is null ? 1 : 0);
                _from = position + 1;
                break;
            }
            catch (Exception fault)
            {
                _delivered += position - _from - holes;
                _from = position + 1;
                holes = 0;
                Failed(fault, turn.Top.Known());
            }
        }

        Ambient.Leave(before);
        if (pending is not null)
            _topic.Root.NotePending();
        else
            _topic.Root.NoteEnded();

        return pending;
    }

    /// <summary>Opens the level anew, for what follows a handler that was waited for.</summary>
    public void EnterAgain(Turn turn)
    {
        turn.Enter(_topic, _context ??= _topic.ContextOf(_parent), _parent, Ambient.Current);
        _page.PassOverGone(_from, _used);
    }

    /// <summary>Leaves the handler that was begun last to itself.</summary>
    public void LeaveToItself(ValueTask pending)
    {
        _queued++;
        _ = Aside.EndAsync(_topic.Bus, Begun, _happened, _context ?? _topic.Root.Context, pending);
    }

    /// <summary>The handler that was begun last has ended.</summary>
    public void Ended(Exception? fault)
    {
        if (fault is null)
            _delivered++;
        else
            Failed(fault, _context ?? _topic.Root.Context);
    }

    public void Add(PublishResult offered)
    {
        _delivered += offered.Delivered;
        _queued += offered.Queued;
        _faulted += offered.Faulted;
        _refused += offered.Refused;
    }

    /// <summary>The handler that was begun last.</summary>
    public readonly Subscription<TEvent> Begun => (Subscription<TEvent>)_page.Places[_from - 1].Owner;

    public void Failed(Exception fault, EventContext context)
    {
        if (_topic.Bus.Reports.Failed(Begun, _happened, context, fault))
            _refused++;
        else
            _faulted++;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Run(
        Func<TEvent, CancellationToken, ValueTask>?[] items, int from, int used, TEvent happened, CancellationToken ct,
        ref int position, ref int holes, ref ValueTask? pending)
    {
        for (var index = from; index < used; index++)
        {
            position = index;
            if (items[index] is not { } begin)
            {
                holes++;
                continue;
            }

            var handling = begin(happened, ct);
            if (!handling.IsCompleted)
            {
                pending = handling;
                break;
            }

            handling.GetAwaiter().GetResult();
        }
    }

    private static void RunObserved(
        Listing<Func<TEvent, CancellationToken, ValueTask>>.Page page, int from, int used, TEvent happened, CancellationToken ct,
        ref int position, ref int holes, ref ValueTask? pending)
    {
        for (var index = from; index < used; index++)
        {
            position = index;
            if (page.Items[index] is null)
            {
                holes++;
                continue;
            }

            var handling = ((Subscription<TEvent>)page.Places[index].Owner).ObserveAsync(happened, ct);
            if (!handling.IsCompleted)
            {
                pending = handling;
                break;
            }

            handling.GetAwaiter().GetResult();
        }
    }
}
