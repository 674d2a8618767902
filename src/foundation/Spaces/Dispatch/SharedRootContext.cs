using Plaza.Spaces.Events;

namespace Plaza.Spaces.Dispatch;

/// <summary>
/// One context that stands for all events of a type to which nothing led, so that none need be made for each. It may as long
/// as every handler has ended within its call: what goes on later must know its own event.
/// </summary>
internal sealed class SharedRootContext(EventType type, TimeProvider clock)
{
    private volatile bool _everPending;
    private volatile bool _everCompleted;
    private EventContext? _context;
    private AmbientEventContext.CapturedFlow? _capturedFlow;

    /// <summary>What flows inside the handlers of an event, where no one of them asks for more than that something does.</summary>
    public EventContext Context => _context ??= new(type, null, clock.GetUtcNow()) { IsShared = true };

    public bool CanShare => _everCompleted && !_everPending;

    public ref AmbientEventContext.CapturedFlow? CapturedFlow => ref _capturedFlow;

    /// <summary>From now on every event has a context of its own.</summary>
    public void RecordPending() => _everPending = true;

    /// <summary>All handlers have ended within their calls.</summary>
    public void RecordCompleted()
    {
        if (!_everCompleted)
            _everCompleted = true;
    }
}
