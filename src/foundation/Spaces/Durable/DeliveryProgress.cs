using Plaza.Spaces.Events;

namespace Plaza.Spaces.Durable;

/// <summary>What a durable subscription has come to, to be noted in one transaction: all of it or nothing.</summary>
public sealed record DeliveryProgress(string Subscription)
{
    /// <summary>Where its place was and where it is now; null when only something kept was tried again.</summary>
    public CursorMove? CursorMove { get; init; }

    /// <summary>Deliveries that ended well, in order, with the effects that were enlisted.</summary>
    public IReadOnlyList<EventContext> Handled { get; init; } = [];

    /// <summary>A kept delivery that was tried again; unless it is kept anew, it is done with. When it is gone already, nothing of this step may happen.</summary>
    public long? ResolvedSequence { get; init; }

    /// <summary>What could not be taken in; replaces what was kept of the same sequence.</summary>
    public IReadOnlyList<PendingDelivery> Pending { get; init; } = [];
}
