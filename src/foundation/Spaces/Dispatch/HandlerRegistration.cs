using Plaza.Spaces.Events;

namespace Plaza.Spaces.Dispatch;

/// <summary>What somebody who subscribes has said of itself: a name, one form of handler, and how it wants to be told.</summary>
internal sealed record HandlerRegistration<TEvent>(string Name, string Space, string By, Delivery<TEvent> Delivery)
    where TEvent : IEvent
{
    public Action<TEvent>? Sync { get; init; }

    public Func<TEvent, CancellationToken, ValueTask>? Async { get; init; }

    public Handle<TEvent>? Handle { get; init; }

    /// <summary>Whether the target of a weak listener is gone; null for one that holds what it needs.</summary>
    public Func<bool>? IsTargetCollected { get; init; }
}
