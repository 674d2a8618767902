using Plaza.Spaces.Events;

namespace Plaza.Spaces.Dispatch;

/// <summary>
/// One context for all events of a type without a cause, so that none is allocated per event. Valid as long as every handler
/// completes synchronously: a handler that continues later needs the context of its own event.
/// </summary>
internal sealed class SharedRootContext(EventType type, TimeProvider clock)
{
    private volatile bool _everPending;
    private volatile bool _everCompleted;
    private EventContext? _context;
    private AmbientEventContext.CapturedFlow? _capturedFlow;

    /// <summary>Flows into the handlers of an event where none of them needs the context.</summary>
    public EventContext Context => _context ??= new(type, null, clock.GetUtcNow()) { IsShared = true };

    public bool CanShare => _everCompleted && !_everPending;

    public ref AmbientEventContext.CapturedFlow? CapturedFlow => ref _capturedFlow;

    /// <summary>From now on each event has a context of its own.</summary>
    public void RecordPending() => _everPending = true;

    /// <summary>All handlers have completed synchronously.</summary>
    public void RecordCompleted()
    {
        if (!_everCompleted)
            _everCompleted = true;
    }
}
