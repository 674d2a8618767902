using System.Diagnostics;
using Plaza.Spaces.Dispatch;

namespace Plaza.Spaces.Events;

/// <summary>
/// When, where and why an event happened. All listeners of one publishing see the same, so it may be read by several
/// threads; only a durable delivery has one of its own, to which effects can be enlisted.
/// </summary>
public sealed class EventContext
{
    private readonly List<Delegate>? _effects;
    private EventType? _type;
    private Cascade? _cascade;
    private string? _id;
    private int _depth = 1;

    public EventContext()
    {
    }

    internal EventContext(EventType type, EventContext? parent, DateTimeOffset time)
    {
        _type = type;
        Parent = parent;
        Timestamp = time;
        _depth = (parent?.Depth ?? 0) + 1;
        _cascade = parent?.Cascade;
    }

    /// <summary>The event being handled by the code that asks, or null outside of handlers.</summary>
    public static EventContext? Current => ThreadDispatchState.Current().Context();

    /// <summary>A UUID of version 7 (RFC 9562); the same for all listeners.</summary>
    public string Id
    {
        get => _id ?? Interlocked.CompareExchange(ref _id, Guid.CreateVersion7(Timestamp).ToString(), null) ?? _id;
        init => _id = value;
    }

    /// <summary>The place in the journal, from 1; 0 for an event that was never written down.</summary>
    public long Sequence { get; init; }

    /// <summary>When it happened, in UTC.</summary>
    public DateTimeOffset Timestamp { get; init; }

    /// <summary>The sequence of the event that led to this one, if that one was written down.</summary>
    public long? CausationSequence { get; init; }

    /// <summary>The <see cref="Id"/> of the event that led to this one.</summary>
    public string? CausationId
    {
        get => field ?? Parent?.Id;
        init;
    }

    /// <summary>The <see cref="Id"/> of the event with which it all began.</summary>
    public string CorrelationId
    {
        get => field ?? (Parent is null ? Id : Parent.CorrelationId);
        init;
    }

    /// <summary>1 for an event that no other led to, one more for each event between.</summary>
    public int Depth
    {
        get => _depth;
        init => _depth = value;
    }

    /// <summary>How many events the first one of this cascade has led to up to now, itself included.</summary>
    public int CascadeSize => Cascade.Size;

    /// <summary>The sequence of the event with which the cascade began, where that was written down; else 0.</summary>
    public long RootSequence { get; init; }

    /// <summary>True where the delivery is durable, so that effects can be enlisted.</summary>
    public bool IsDurable
    {
        get => _effects is not null;
        init => _effects = value ? [] : null;
    }

    /// <summary>Which try this is of a durable or retried delivery, from 1.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>The span of the publishing, where somebody traces.</summary>
    public ActivityContext TraceContext { get; internal set; }

    /// <summary>What was enlisted so far, in order. Applied by the journal in one transaction with the cursor.</summary>
    public IReadOnlyList<Delegate> Effects => _effects ?? [];

    internal EventType? Type
    {
        get => _type;
        init => _type = value;
    }

    /// <summary>The wire names of what led to a journaled event, by depth, as far as they are remembered.</summary>
    internal IReadOnlyDictionary<int, string>? EventNames { get; init; }

    internal EventContext? Parent { get; private set; }

    /// <summary>
    /// Stands for any event of its type that no other led to, where nobody asks which one: so nothing is made for each.
    /// What such an event leads to counts for itself.
    /// </summary>
    internal bool IsShared { get; init; }

    /// <summary>Shared by all events of the cascade; born with its second one.</summary>
    internal Cascade Cascade
    {
        get => IsShared ? new(1) : _cascade ?? Interlocked.CompareExchange(ref _cascade, new(Depth), null) ?? _cascade;
        init => _cascade = value;
    }

    /// <summary>Makes a fresh context that of an event of this type. One that a journal has given knows its depth already.</summary>
    /// <returns>False when it is another event's.</returns>
    internal bool TryAssign(EventType type, EventContext? parent)
    {
        if (ReferenceEquals(this, parent) || Interlocked.CompareExchange(ref _type, type, null) is not null)
            return false;

        if (parent is not null && Depth is 1)
        {
            Parent = parent;
            _depth = parent.Depth + 1;
            _cascade = parent.Cascade;
        }

        return true;
    }

    /// <summary>The same for one more try.</summary>
    internal EventContext ForAttempt(int attempt) => new()
    {
        _type = _type,
        _cascade = Cascade,
        Parent = Parent,
        Id = Id,
        Sequence = Sequence,
        Timestamp = Timestamp,
        CausationSequence = CausationSequence,
        CausationId = CausationId,
        CorrelationId = CorrelationId,
        Depth = Depth,
        RootSequence = RootSequence,
        EventNames = EventNames,
        IsDurable = IsDurable,
        TraceContext = TraceContext,
        Attempt = attempt,
    };

    /// <summary>
    /// Makes <paramref name="effect"/> part of the transaction in which this delivery is noted as done. Which delegates
    /// it understands is for the journal to say.
    /// </summary>
    /// <exception cref="InvalidOperationException">The delivery is not durable: it has no transaction.</exception>
    public void Enlist(Delegate effect)
    {
        if (_effects is null)
            throw new InvalidOperationException("Only a durable delivery has a transaction to take part in.");

        _effects.Add(effect);
    }
}
