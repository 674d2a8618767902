namespace Plaza.Spaces.Events;

/// <summary>A handler that is a class, with injected dependencies.</summary>
public interface IEventHandler<in TEvent>
    where TEvent : IEvent
{
    /// <summary>Called for each delivered event, and again for each retry. Exceptions affect neither other handlers nor the publisher.</summary>
    ValueTask HandleAsync(TEvent @event, EventContext context, CancellationToken cancellationToken);
}
