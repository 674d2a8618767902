namespace Plaza.Spaces.Events;

/// <summary>An event without subscriptions was published. Published once for each wire name; the counter counts every event.</summary>
[EventName("spaces.unhandled_event")]
public sealed record UnhandledEvent(string EventName) : IEvent;
