using Plaza.Spaces.Events;

namespace Plaza.Spaces.Durable;

/// <summary>The progress of a durable subscription, to be saved together.</summary>
public sealed record DeliveryProgress(string Subscription)
{
    /// <summary>The move of the cursor; null when only a pending delivery was attempted again.</summary>
    public CursorMove? CursorMove { get; init; }

    /// <summary>Handled deliveries, in order, with their enlisted effects.</summary>
    public IReadOnlyList<EventContext> Handled { get; init; } = [];

    /// <summary>The sequence of a pending delivery that was attempted again: removed, unless <see cref="Pending"/> contains it. When it does not exist any more, nothing is saved.</summary>
    public long? ResolvedSequence { get; init; }

    /// <summary>Failed and blocked deliveries; each replaces the pending delivery of the same sequence.</summary>
    public IReadOnlyList<PendingDelivery> Pending { get; init; } = [];
}
