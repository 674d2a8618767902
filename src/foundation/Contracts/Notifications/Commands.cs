using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Notifications;

/// <summary>An order: empty the list.</summary>
public sealed record ClearNotifications(AccountId Account) : IRequest<bool>;

/// <summary>An order: take it off the list. False when there was none.</summary>
public sealed record DismissNotification(AccountId Account, NotificationId Notification) : IRequest<bool>;

/// <summary>An order: everything up to this one was seen.</summary>
public sealed record MarkNotificationsRead(AccountId Account, NotificationId UpTo) : IRequest<bool>;

/// <summary>The timelines of which the position of reading is stored. Stored by number: never renumber.</summary>
public enum MarkedTimeline
{
    Home = 0,

    Notifications = 1,
}

/// <summary>
/// A command: stores up to where an account has read its timelines, all or none. Returns false, and changes nothing, when one of them was moved to
/// another place since the caller looked.
/// </summary>
public sealed record MoveReadMarkers(AccountId Account, IReadOnlyList<ReadMarkerMove> Moves) : IRequest<bool>;

/// <param name="LastReadId">The id of a post or of a notification.</param>
/// <param name="Version">The version that the caller has seen; 0 for none.</param>
public sealed record ReadMarkerMove(MarkedTimeline Timeline, long LastReadId, int Version);
