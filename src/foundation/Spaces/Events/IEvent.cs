namespace Plaza.Spaces.Events;

/// <summary>
/// Something that has happened, told as immutable data. Its type carries an <see cref="EventNameAttribute"/>;
/// when, where and why it happened is in <see cref="EventContext"/>.
/// </summary>
public interface IEvent
{
    /// <summary>
    /// Whose history this belongs to. Durable subscriptions hear the events of one subject in order;
    /// those of different subjects may overtake each other. At most 64 characters; empty where order does not matter.
    /// </summary>
    string Subject => "";
}
