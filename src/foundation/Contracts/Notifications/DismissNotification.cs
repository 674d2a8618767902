using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Notifications;

/// <summary>An order: take it off the list. False when there was none.</summary>
public sealed record DismissNotification(AccountId Account, NotificationId Notification) : IRequest<bool>;
