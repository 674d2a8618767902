using Plaza.Spaces.Events;

namespace Plaza.Spaces.Diagnostics;

/// <summary>A subscription and a snapshot of its counters.</summary>
/// <param name="Handler">The subscription's name.</param>
/// <param name="Space">The space that declared it; <c>outside</c> for others.</param>
/// <param name="EventName">The wire name of its events.</param>
/// <param name="Delivery">The mode and policies.</param>
public sealed record SubscriptionInfo(string Handler, string Space, string EventName, Delivery Delivery)
{
    public required long HandledCount { get; init; }

    public required long FaultedCount { get; init; }

    public required long RejectedCount { get; init; }

    /// <summary>Number of queued events; for a durable subscription its lag behind the journal, in entries.</summary>
    public required int QueueLength { get; init; }

    /// <summary>Number of its dead letters in memory; those of durable subscriptions are in the delivery store.</summary>
    public required int DeadLetterCount { get; init; }

    public bool IsDurable => Delivery.Mode is DeliveryMode.Durable;

    public required bool IsPaused { get; init; }

    public required bool IsCircuitClosed { get; init; }
}
