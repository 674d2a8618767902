using Plaza.Spaces.Events;

namespace Plaza.Spaces.Telling;

/// <summary>
/// One context that stands for all events of a type to which nothing led, so that none need be made for each. It may as long
/// as every handler has ended within its call: what goes on later must know its own event.
/// </summary>
internal sealed class SharedRoot(EventType type, TimeProvider clock)
{
    private volatile bool _everPending;
    private volatile bool _everEnded;
    private EventContext? _context;
    private Ambient.Remembered? _remembered;

    /// <summary>What flows inside the handlers of an event, where no one of them asks for more than that something does.</summary>
    public EventContext Context => _context ??= new(type, null, clock.GetUtcNow()) { IsShared = true };

    public bool MayStand => _everEnded && !_everPending;

    public ref Ambient.Remembered? Remembered => ref _remembered;

    /// <summary>From now on every event has a context of its own.</summary>
    public void NotePending() => _everPending = true;

    /// <summary>All handlers have ended within their calls.</summary>
    public void NoteEnded()
    {
        if (!_everEnded)
            _everEnded = true;
    }
}
