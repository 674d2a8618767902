using Plaza.Contracts.Ids;
using Plaza.Contracts.Notifications;

namespace Plaza.Data.Tables.Notifications;

/// <summary>A notification to be added. Two that are equal are one notification.</summary>
/// <param name="Account">The recipient.</param>
/// <param name="Post">Null for a follow.</param>
public sealed record NewNotification(AccountId Account, NotificationKind Kind, AccountId Actor, PostId? Post);
