using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Notifications;

/// <summary>An order: everything up to this one was seen.</summary>
public sealed record MarkNotificationsRead(AccountId Account, NotificationId UpTo) : IRequest<bool>;
