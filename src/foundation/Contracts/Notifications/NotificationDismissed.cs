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
