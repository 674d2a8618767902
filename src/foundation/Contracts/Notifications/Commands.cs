using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Notifications;

/// <summary>Clears the notifications of an account.</summary>
public sealed record ClearNotifications(AccountId Account) : ICommand<bool>;

/// <summary>Dismisses a notification. Returns false when it does not exist.</summary>
public sealed record DismissNotification(AccountId Account, NotificationId Notification) : ICommand<bool>;

/// <summary>Marks all notifications up to one as read.</summary>
public sealed record MarkNotificationsRead(AccountId Account, NotificationId UpTo) : ICommand<bool>;

/// <summary>The timelines with a read marker. Stored by number: never renumber.</summary>
public enum MarkedTimeline
{
    Home = 0,

    Notifications = 1,
}

/// <summary>
/// Moves read markers of an account, all or none. Returns false, and changes nothing, when one of them has another version than the caller
/// has seen.
/// </summary>
public sealed record MoveReadMarkers(AccountId Account, IReadOnlyList<ReadMarkerMove> Moves) : ICommand<bool>;

/// <summary>A read marker and its new position.</summary>
/// <param name="LastReadId">The id of a post or of a notification.</param>
/// <param name="Version">The version that the caller has seen; 0 for none.</param>
public sealed record ReadMarkerMove(MarkedTimeline Timeline, long LastReadId, int Version);
