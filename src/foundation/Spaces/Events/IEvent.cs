namespace Plaza.Spaces.Events;

/// <summary>
/// A fact that has happened, as immutable data. Its type has an <see cref="EventNameAttribute"/>; timestamp, sequence and causation are in
/// <see cref="EventContext"/>.
/// </summary>
public interface IEvent
{
    /// <summary>
    /// The subject (as in CloudEvents) whose history the event belongs to. Durable subscriptions handle the events of one subject in order;
    /// events of different subjects may overtake each other. At most 64 characters; empty where order does not matter.
    /// </summary>
    string Subject => "";
}
