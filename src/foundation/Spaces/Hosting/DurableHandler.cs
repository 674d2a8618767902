using Plaza.Spaces.Events;
using Plaza.Spaces.Resilience;
using Plaza.Spaces.Telling;

namespace Plaza.Spaces.Hosting;

/// <summary>A durable listener, to be called by whoever keeps the journal.</summary>
/// <param name="Name">Who listens, such as <c>notifications.TellMentioned</c>.</param>
/// <param name="Space">The space that declared it.</param>
/// <param name="Subscription">The name under which the place in the journal is kept.</param>
/// <param name="Type">What it listens to.</param>
/// <param name="HandleAsync">Completes when the handler has done its part; what it enlisted is for the caller to commit.</param>
public sealed record DurableHandler(
    string Name,
    string Space,
    string Subscription,
    EventType Type,
    Func<IEvent, EventContext, CancellationToken, ValueTask> HandleAsync)
{
    internal static DurableHandler Of<TEvent>(Listener<TEvent> listener)
        where TEvent : IEvent
    {
        var handle = Guarded<TEvent>.Outside(listener);
        return new(
            listener.Name, listener.Space, listener.Delivery.Plain.Name!, EventType.Of<TEvent>(),
            (happened, context, ct) => handle((TEvent)happened, context, ct));
    }
}
