namespace Plaza.Spaces.Events;

/// <summary>A handler that is a class of its own, with what it needs injected.</summary>
public interface IEventHandler<in TEvent>
    where TEvent : IEvent
{
    /// <summary>Called for each event that is told, and again where its delivery says so. What it throws harms nobody else.</summary>
    ValueTask HandleAsync(TEvent @event, EventContext context, CancellationToken cancellationToken);
}
