using Plaza.Spaces.Events;

namespace Plaza.Spaces.Diagnostics;

/// <summary>One listener and its numbers at the moment of asking.</summary>
/// <param name="Handler">The subscription's name.</param>
/// <param name="Space">Whose it is; <c>outside</c> where no space declared it.</param>
/// <param name="EventName">The wire name of what it hears.</param>
/// <param name="Delivery">How it is told.</param>
public sealed record SubscriptionInfo(string Handler, string Space, string EventName, Delivery Delivery)
{
    public required long HandledCount { get; init; }

    public required long FaultedCount { get; init; }

    public required long RejectedCount { get; init; }

    /// <summary>How many events wait in its queue; for a durable listener, how far its subscription lags behind the journal.</summary>
    public required int QueueLength { get; init; }

    /// <summary>How many events it could not take in, and that are kept in memory; what durable listeners could not is kept with the journal.</summary>
    public required int DeadLetterCount { get; init; }

    public bool IsDurable => Delivery.Mode is DeliveryMode.Durable;

    public required bool IsPaused { get; init; }

    public required bool IsCircuitClosed { get; init; }
}
