using Plaza.Contracts.Ids;
using Plaza.Spaces.Events;

namespace Plaza.Contracts.Notifications;

/// <summary>An account dismissed a notification.</summary>
/// <param name="UpTo">The notification came from an entry of the journal up to this sequence; later entries may notify of the same again.</param>
[EventName("notifications.dismissed")]
public sealed record NotificationDismissed(AccountId Account, NotificationKind Kind, AccountId Actor, PostId? Post, long UpTo) : IEvent
{
    public string Subject => Account.ToString();
}

/// <summary>The reason of a notification. Stored by number: never renumber.</summary>
public enum NotificationKind
{
    /// <summary>The account was mentioned in a post, or replied to: the API calls both a mention.</summary>
    Mention = 0,

    Favourite = 1,

    Boost = 2,

    Follow = 3,
}

/// <summary>An account cleared its notifications.</summary>
/// <param name="UpTo">The cleared notifications came from entries of the journal up to this sequence; later entries notify as before.</param>
[EventName("notifications.cleared")]
public sealed record NotificationsCleared(AccountId Account, long UpTo) : IEvent
{
    public string Subject => Account.ToString();
}
