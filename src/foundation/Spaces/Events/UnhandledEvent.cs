namespace Plaza.Spaces.Events;

/// <summary>Nobody listens to events of this name. Said once for each name; the counter counts every one.</summary>
[EventName("spaces.unhandled_event")]
public sealed record UnhandledEvent(string EventName) : IEvent;
