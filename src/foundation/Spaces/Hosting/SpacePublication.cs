using Plaza.Spaces.Events;

namespace Plaza.Spaces.Hosting;

/// <summary>A type of events that a space declared to publish.</summary>
/// <param name="Space">The name of the space.</param>
/// <param name="Event">The type of the events.</param>
public sealed record SpacePublication(string Space, EventType Event);
