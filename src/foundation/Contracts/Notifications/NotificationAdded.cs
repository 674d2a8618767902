using Plaza.Contracts.Ids;
using Plaza.Spaces.Events;

namespace Plaza.Contracts.Notifications;

/// <summary>An account has something new to look at.</summary>
[EventName("notifications.added")]
public sealed record NotificationAdded(NotificationId Notification, AccountId Account, NotificationKind Kind, AccountId Actor) : IEvent
{
    public PostId? Post { get; init; }

    public string Subject => Account.ToString();
}
