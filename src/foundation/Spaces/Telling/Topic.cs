using Plaza.Spaces.Events;

namespace Plaza.Spaces.Telling;

/// <summary>All listeners of one type of event.</summary>
internal abstract class Topic(EventBus bus, EventType type)
{
    private const int RoomForReports = 8;

    private readonly StripedCounter _told = new();

    public EventBus Bus => bus;

    public EventType Type => type;

    /// <summary>How many events were told, to whomever.</summary>
    public long Told => _told.Sum + Before;

    /// <summary>How many of them were told before anybody had ever listened.</summary>
    protected long Before { get; init; }

    public abstract IReadOnlyList<Subscription> Subscriptions { get; }

    /// <summary>Durable listeners hear such events from the journal; there are so many.</summary>
    public int Durable { get; set; }

    public abstract PublishResult Publish(IEvent happened, EventContext? context);

    public abstract ValueTask<PublishResult> PublishAsync(IEvent happened, EventContext? context, CancellationToken ct);

    public EventContext ContextOf(EventContext? parent) => new(type, parent, bus.Clock.GetUtcNow());

    /// <summary>Whose inline handler stands at that place; null when it is gone.</summary>
    public abstract Subscription? At(int position);

    /// <summary>
    /// Opens a level for one event on this thread. The event is caused by the one in whose handler the publisher runs.
    /// </summary>
    /// <param name="turn">This thread's.</param>
    /// <param name="given">What the publisher knows of when and where it happened.</param>
    /// <returns>False when the storm guard cuts.</returns>
    protected bool TryEnter(Turn turn, EventContext? given)
    {
        var ambient = Ambient.Current;
        if (given is null && ambient is null && turn.Depth is 0)
        {
            turn.Enter(this);
            Count(turn);
            return true;
        }

        return TryEnter(turn, given, ambient);
    }

    protected void Count(Turn turn) => _told.Add(turn);

    private bool TryEnter(Turn turn, EventContext? given, EventContext? ambient)
    {
        var parent = turn.Context(ambient);
        if (given is not null)
            given = Adopt(given, ref parent);

        if (parent is not null || turn.Depth > 0)
        {
            var cause = given?.Parent ?? parent;
            var deepest = bus.Options.DeepestCascade + (type.IsOwn ? RoomForReports : 0);
            if (turn.Depth >= deepest || (cause is not null && Storms(cause, given)))
            {
                bus.Reports.Storm(this, cause ?? turn.Top.Known());
                return false;
            }
        }

        turn.Enter(this, given, parent, ambient);
        Count(turn);
        return true;
    }

    /// <summary>
    /// A fresh context belongs to this event from now on. One that was told already is that of the event that led to this one.
    /// </summary>
    private EventContext? Adopt(EventContext given, ref EventContext? parent)
    {
        if (given.TryBelongTo(type, parent))
            return given;

        parent = given;
        return null;
    }

    private bool Storms(EventContext cause, EventContext? given)
    {
        if (type.IsOwn || given is { Sequence: > 0 })
            return false;

        return cause.Depth >= bus.Options.DeepestCascade | cause.Cascade.Grow() > bus.Options.LargestCascade;
    }
}
