using Plaza.Spaces.Events;

namespace Plaza.Spaces.Dispatch;

/// <summary>What a subscriber has registered: a name, one form of handler, and a delivery.</summary>
internal sealed record HandlerRegistration<TEvent>(string Name, string Space, string By, Delivery<TEvent> Delivery)
    where TEvent : IEvent
{
    public Action<TEvent>? Sync { get; init; }

    public Func<TEvent, CancellationToken, ValueTask>? Async { get; init; }

    public EventHandlerDelegate<TEvent>? Handle { get; init; }

    /// <summary>Whether the target of a weak subscription was collected; null for a subscription that is not weak.</summary>
    public Func<bool>? IsTargetCollected { get; init; }
}
