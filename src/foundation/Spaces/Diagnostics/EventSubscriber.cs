using Plaza.Spaces.Events;

namespace Plaza.Spaces.Diagnostics;

/// <summary>A subscriber of an event and its mode.</summary>
/// <param name="Space">The name of the space; <c>outside</c> for subscriptions that no space declared.</param>
/// <param name="Mode">The mode of delivery.</param>
public sealed record EventSubscriber(string Space, DeliveryMode Mode);
