using System.Diagnostics;
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

    /// <summary>Takes over from a topic to which nobody listened.</summary>
    public Topic(EventBus bus, Topic unheard)
        : this(bus, unheard.Type) => Before = unheard.Told;

    public Listeners<TEvent> Listeners => _listeners;

    public WeakListeners<TEvent> Weak => _weak ??= new(_listeners);

    public SharedRoot Root { get; } = new(type, bus.Clock);

    /// <summary>Whether the shared context may stand for the next event too: up to now it might, and nobody asks.</summary>
    public bool MayShareRoot => Root.MayStand && !_listeners.NeedContext;

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
            return Noted(_listeners.AreAllCalls && !Bus.Telemetry.IsOn ? Calls<TEvent>.Tell(_listeners.Calls, turn, happened, Bus) : Tell(turn, happened));
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
        var before = Ambient.Enter(Root.Context, ref Root.Remembered);
        turn.Top.Ambient = Root.Context;
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
            Root.NotePending();

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
}
