using Plaza.Contracts.Ids;
using Plaza.Spaces.Events;

namespace Plaza.Contracts.Notifications;

/// <summary>An account has taken a notification off its list.</summary>
/// <param name="UpTo">It was told of something that stands in the journal up to this sequence; what comes later may tell of the same anew.</param>
[EventName("notifications.dismissed")]
public sealed record NotificationDismissed(AccountId Account, NotificationKind Kind, AccountId Actor, PostId? Post, long UpTo) : IEvent
{
    public string Subject => Account.ToString();
}

/// <summary>Why somebody is told. Kept by number: never renumber.</summary>
public enum NotificationKind
{
    /// <summary>Named in a post, or answered: the API calls both a mention.</summary>
    Mention = 0,

    Favourite = 1,

    Boost = 2,

    Follow = 3,
}

/// <summary>An account has emptied its list of notifications.</summary>
/// <param name="UpTo">The list told of what stands in the journal up to this sequence; what comes later is told still.</param>
[EventName("notifications.cleared")]
public sealed record NotificationsCleared(AccountId Account, long UpTo) : IEvent
{
    public string Subject => Account.ToString();
}
