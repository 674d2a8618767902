using Plaza.Spaces.Events;

namespace Plaza.Spaces.Dispatch;

/// <summary>
/// Wraps every handler, inside all that its delivery adds, so that tests can observe handlers and make them fail. Called once
/// for each subscription.
/// </summary>
internal abstract class HandlerInterceptor
{
    /// <returns>A registration with a handler of the same form.</returns>
    public abstract HandlerRegistration<TEvent> Wrap<TEvent>(HandlerRegistration<TEvent> listener)
        where TEvent : IEvent;
}
