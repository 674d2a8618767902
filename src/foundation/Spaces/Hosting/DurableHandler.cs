using Plaza.Spaces.Events;

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
    internal static DurableHandler Of<TEvent>(
        string name, string space, string subscription, Func<TEvent, EventContext, CancellationToken, ValueTask> handler)
        where TEvent : IEvent =>
        new(name, space, subscription, EventType.Of<TEvent>(), (happened, context, ct) => handler((TEvent)happened, context, ct));
}
