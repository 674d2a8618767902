using Plaza.Contracts.Ids;
using Plaza.Spaces.Events;

namespace Plaza.Contracts.Notifications;

/// <summary>An account has emptied its list of notifications.</summary>
/// <param name="UpTo">The list told of what stands in the journal up to this sequence; what comes later is told still.</param>
[EventName("notifications.cleared")]
public sealed record NotificationsCleared(AccountId Account, long UpTo) : IEvent
{
    public string Subject => Account.ToString();
}
