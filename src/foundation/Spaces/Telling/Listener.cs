using Plaza.Spaces.Events;

namespace Plaza.Spaces.Telling;

/// <summary>What somebody who subscribes has said of itself: a name, one form of handler, and how it wants to be told.</summary>
internal sealed record Listener<TEvent>(string Name, string Space, string By, Delivery<TEvent> Delivery)
    where TEvent : IEvent
{
    public Action<TEvent>? Call { get; init; }

    public Func<TEvent, CancellationToken, ValueTask>? Begin { get; init; }

    public Handle<TEvent>? Handle { get; init; }

    /// <summary>Whether the target of a weak listener is gone; null for one that holds what it needs.</summary>
    public Func<bool>? IsForgotten { get; init; }
}
