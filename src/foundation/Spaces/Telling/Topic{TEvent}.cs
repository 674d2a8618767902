using System.Diagnostics;
using System.Runtime.CompilerServices;
using Plaza.Spaces.Events;
using Plaza.Spaces.Queues;

namespace Plaza.Spaces.Telling;

/// <summary>
/// Tells events of one type. Handlers run without a try region of their own: they run in a method that notes how far it has
/// come, and who calls it catches what is thrown, reports whose it is and goes on behind it.
/// </summary>
internal sealed class Topic<TEvent>(EventBus bus, EventType type) : Topic(bus, type)
    where TEvent : IEvent
{
    private readonly Listeners<TEvent> _listeners = new();
    private WeakListeners<TEvent>? _weak;
    private volatile bool _everPending;
    private volatile bool _everEnded;
    private EventContext? _root;
    private Ambient.Remembered? _remembered;

    /// <summary>Takes over from a topic to which nobody listened.</summary>
    public Topic(EventBus bus, Topic unheard)
        : this(bus, unheard.Type) => Before = unheard.Told;

    public Listeners<TEvent> Listeners => _listeners;

    public WeakListeners<TEvent> Weak => _weak ??= new(_listeners);

    public override IReadOnlyList<Subscription> Subscriptions => _listeners.All;

    public override Subscription? At(int position) => _listeners.Inline(position);

    public override PublishResult Publish(IEvent happened, EventContext? context) => Publish((TEvent)happened, context);

    public override ValueTask<PublishResult> PublishAsync(IEvent happened, EventContext? context, CancellationToken ct) =>
        PublishAsync((TEvent)happened, context, ct);

    public PublishResult Publish(TEvent happened, EventContext? given)
    {
        if (Durable > 0 && given is not { Sequence: > 0 })
            return Bus.WriteDown(this, happened, given);

        var turn = Turn.Here();
        if (!TryEnter(turn, given))
            return new() { IsCut = true };

        try
        {
            return Noted(_listeners.AreAllCalls && !Bus.Telemetry.IsOn ? Call(turn, happened) : Tell(turn, happened));
        }
        finally
        {
            turn.Leave();
        }
    }

    public ValueTask<PublishResult> PublishAsync(TEvent happened, EventContext? given, CancellationToken ct)
    {
        if (Durable > 0 && given is not { Sequence: > 0 })
            return Bus.WriteDownAsync(this, happened, given, ct);

        if (_listeners.AreAllCalls && !Bus.Telemetry.IsOn)
            return new(Publish(happened, given));

        var turn = Turn.Here();
        if (!TryEnter(turn, given))
            return new(new PublishResult { IsCut = true });

        try
        {
            return MayShareRoot && !_listeners.HasMailboxes && !Bus.Telemetry.IsOn && turn.Top is { Parent: null, Context: null }
                ? Begin(turn, happened, ct)
                : GoRound(turn, happened, ct);
        }
        finally
        {
            turn.Leave();
        }
    }

    private ValueTask<PublishResult> GoRound(Turn turn, TEvent happened, CancellationToken ct)
    {
        var round = new Round<TEvent>(this, turn, happened, ct);
        var offers = _listeners.HasMailboxes ? round.Offer() : null;
        var pending = round.RunOn(turn);
        if (pending is null && offers is null && round.Span is null)
            return new(Noted(round.Result));

        var finishing = FinishAsync(round, pending, offers);
        if (round.Span is { } span)
            Activity.Current = span.Parent;

        return finishing;
    }

    /// <summary>What flows inside the handlers of an event, where no one of them asks for more than that something does.</summary>
    public EventContext Root => _root ??= new(Type, null, Bus.Clock.GetUtcNow()) { IsShared = true };

    /// <summary>Whether one context may stand for all events: every handler up to now has ended within its call, and no one asks.</summary>
    public bool MayShareRoot => _everEnded && !_everPending && !_listeners.NeedContext;

    public ref Ambient.Remembered? Remembered => ref _remembered;

    /// <summary>From now on every event has a context of its own.</summary>
    public void NotePending() => _everPending = true;

    /// <summary>All handlers have ended within their calls.</summary>
    public void NoteEnded()
    {
        if (!_everEnded)
            _everEnded = true;
    }

    private PublishResult Noted(PublishResult result)
    {
        if (result.Unhandled && Durable is 0)
            Bus.Missed(Type);

        return result;
    }

    /// <summary>
    /// All handlers are inline, nobody watches and nobody asks for the context: a round is needed only once one has failed
    /// or goes on after its call returned.
    /// </summary>
    private ValueTask<PublishResult> Begin(Turn turn, TEvent happened, CancellationToken ct)
    {
        var page = _listeners.Begins;
        var used = page.Used;
        var before = Ambient.Enter(Root, ref _remembered);
        turn.Top.Ambient = Root;
        ref var position = ref turn.Top.Position;
        ValueTask? pending = null;
        Exception? fault = null;
        var holes = 0;
        try
        {
            Round<TEvent>.Run(page.Items, 0, used, happened, ct, ref position, ref holes, ref pending);
        }
        catch (Exception thrown)
        {
            fault = thrown;
        }

        if (pending is not null || fault is not null)
            return GoOn(turn, happened, page, used, position, position - holes, pending, fault, before, ct);

        Ambient.Leave(before);
        return new(Noted(new(used - holes)));
    }

    private ValueTask<PublishResult> GoOn(
        Turn turn, TEvent happened, Listing<Func<TEvent, CancellationToken, ValueTask>>.Page page, int used, int position, int delivered,
        ValueTask? pending, Exception? fault, Ambient.Before before, CancellationToken ct)
    {
        var round = new Round<TEvent>(this, turn, happened, ct);
        round.CameTo(page, used, position, delivered);
        if (fault is not null)
            round.Failed(fault, turn.Top.Known());

        Ambient.Leave(before);
        if (pending is null)
            pending = round.RunOn(turn);
        else
            NotePending();

        return pending is null ? new(Noted(round.Result)) : FinishAsync(round, pending, null);
    }

    /// <summary>There are others than synchronous handlers, or somebody watches.</summary>
    private PublishResult Tell(Turn turn, TEvent happened)
    {
        var round = new Round<TEvent>(this, turn, happened, CancellationToken.None);
        if (_listeners.HasMailboxes)
            round.OfferAndHold();

        while (round.RunOn(turn) is { } pending)
            round.LeaveToItself(pending);

        round.Span?.Dispose();
        return round.Result;
    }

    private async ValueTask<PublishResult> FinishAsync(Round<TEvent> round, ValueTask? pending, Offers? offers)
    {
        using var work = Bus.InFlight.Enter();
        while (pending is { } running)
        {
            round.Ended(await round.Begun.EndAsync(running));
            var turn = Turn.Here();
            round.EnterAgain(turn);
            try
            {
                pending = round.RunOn(turn);
            }
            finally
            {
                turn.Leave();
            }
        }

        if (offers is not null)
            round.Add(await offers.AllAsync());

        round.Span?.Dispose();
        return Noted(round.Result);
    }

    /// <summary>All handlers are synchronous and nobody watches: the way on which every nanosecond counts.</summary>
    private PublishResult Call(Turn turn, TEvent happened)
    {
        var page = _listeners.Calls;
        var used = page.Used;
        var items = page.Items;
        ref var position = ref turn.Top.Position;
        int delivered = 0, faulted = 0, from = 0, holes = 0;

        while (true)
        {
            try
            {
                Run(items, from, used, happened, ref position, ref holes);
                return new(delivered + used - from - holes, 0, faulted);
            }
            catch (Exception fault)
            {
                delivered += position - from - holes;
                faulted++;
                holes = 0;
                from = position + 1;
                Bus.Reports.Fault(page.Places[position].Owner, happened, turn.Top.Known(), fault);
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Run(Action<TEvent>?[] items, int from, int used, TEvent happened, ref int position, ref int holes)
    {
        for (var index = from; index < used; index++)
        {
            position = index;
            if (items[index] is { } call)
                call(happened);
            else
                holes++;
        }
    }
}
