using Plaza.Spaces.Events;

namespace Plaza.Spaces.Hosting;

/// <summary>A subscription that a space declared.</summary>
/// <param name="Space">The name of the space.</param>
/// <param name="Event">The type of the events.</param>
/// <param name="Delivery">The mode and policies of the delivery.</param>
public sealed record SpaceSubscription(string Space, EventType Event, Delivery Delivery);
