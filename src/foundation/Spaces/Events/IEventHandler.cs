namespace Plaza.Spaces.Events;

/// <summary>A handler that is a class of its own, with what it needs injected.</summary>
public interface IEventHandler<in TEvent>
    where TEvent : IEvent
{
    ValueTask HandleAsync(TEvent happened, EventContext context, CancellationToken ct);
}
