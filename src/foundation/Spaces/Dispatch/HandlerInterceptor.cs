using Plaza.Spaces.Events;

namespace Plaza.Spaces.Dispatch;

/// <summary>
/// Stands round every handler itself, inside of all that its delivery asks for: so tests see what runs and have it fail.
/// Asked once for each subscription, so it costs nothing where there is none.
/// </summary>
internal abstract class HandlerInterceptor
{
    /// <returns>The listener with a handler of the same form.</returns>
    public abstract HandlerRegistration<TEvent> Wrap<TEvent>(HandlerRegistration<TEvent> listener)
        where TEvent : IEvent;
}
