using System.Diagnostics;
using Plaza.Spaces.Dispatch;

namespace Plaza.Spaces.Events;

/// <summary>
/// The timestamp, sequence and causation of an event. All handlers of one publishing share one instance, which is thread-safe to read; a
/// durable delivery has its own, in which effects can be enlisted.
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

    /// <summary>The context of the event that the current code handles; null outside of handlers. Flows with asynchronous calls.</summary>
    public static EventContext? Current => ThreadDispatchState.Current().Context();

    /// <summary>A UUID of version 7 (RFC 9562); the same for all handlers.</summary>
    public string Id
    {
        get => _id ?? Interlocked.CompareExchange(ref _id, Guid.CreateVersion7(Timestamp).ToString(), null) ?? _id;
        init => _id = value;
    }

    /// <summary>The sequence in the journal, from 1; 0 for an event that is not journaled.</summary>
    public long Sequence { get; init; }

    /// <summary>The time of the event, in UTC.</summary>
    public DateTimeOffset Timestamp { get; init; }

    /// <summary>The sequence of the event that caused this one; null where it is not journaled or there is none.</summary>
    public long? CausationSequence { get; init; }

    /// <summary>The <see cref="Id"/> of the event that caused this one; null where there is none.</summary>
    public string? CausationId
    {
        get => field ?? Parent?.Id;
        init;
    }

    /// <summary>The <see cref="Id"/> of the first event of the cascade.</summary>
    public string CorrelationId
    {
        get => field ?? (Parent is null ? Id : Parent.CorrelationId);
        init;
    }

    /// <summary>The depth in the cascade: 1 for an event without a cause, else one more than the depth of its cause.</summary>
    public int Depth
    {
        get => _depth;
        init => _depth = value;
    }

    /// <summary>Number of events in this cascade so far, the first one included.</summary>
    public int CascadeSize => Cascade.Size;

    /// <summary>The sequence of the first event of the cascade; 0 where it is not journaled.</summary>
    public long RootSequence { get; init; }

    /// <summary>Whether the delivery is durable, so that effects can be enlisted.</summary>
    public bool IsDurable
    {
        get => _effects is not null;
        init => _effects = value ? [] : null;
    }

    /// <summary>The attempt of a durable or retried delivery, from 1.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>The span of the publishing; default when tracing is off.</summary>
    public ActivityContext TraceContext { get; internal set; }

    /// <summary>The effects enlisted so far, in order. The journal applies them in one transaction with the cursor.</summary>
    public IReadOnlyList<Delegate> Effects => _effects ?? [];

    internal EventType? Type
    {
        get => _type;
        init => _type = value;
    }

    /// <summary>The wire names of the causes of a journaled event, by depth, as far as the tracker has them.</summary>
    internal IReadOnlyDictionary<int, string>? EventNames { get; init; }

    internal EventContext? Parent { get; private set; }

    /// <summary>
    /// Set for the one context of all events of a type without a cause, so that none is allocated per event. Events that such an event
    /// causes start a cascade of their own.
    /// </summary>
    internal bool IsShared { get; init; }

    /// <summary>Shared by all events of the cascade; created with its second event.</summary>
    internal Cascade Cascade
    {
        get => IsShared ? new(1) : _cascade ?? Interlocked.CompareExchange(ref _cascade, new(Depth), null) ?? _cascade;
        init => _cascade = value;
    }

    /// <summary>Assigns an unused context to an event. A context from a journal has its depth already.</summary>
    /// <returns>False when the context belongs to another event.</returns>
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

    /// <summary>A copy for another attempt.</summary>
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
    /// Enlists an effect in the transaction that moves the cursor past this delivery, so that it is applied exactly once. The delivery store
    /// of the journal determines which types of delegates it applies.
    /// </summary>
    /// <exception cref="InvalidOperationException">The delivery is not durable.</exception>
    public void Enlist(Delegate effect)
    {
        if (_effects is null)
            throw new InvalidOperationException("Effects can be enlisted in durable deliveries only.");

        _effects.Add(effect);
    }
}
