using Plaza.Spaces.Events;

namespace Plaza.Spaces.Diagnostics;

/// <summary>That somebody hears an event, and how.</summary>
/// <param name="Space">Who; <c>outside</c> for listeners that no space declared.</param>
/// <param name="Mode">How it is told.</param>
public sealed record EventSubscriber(string Space, DeliveryMode Mode);
