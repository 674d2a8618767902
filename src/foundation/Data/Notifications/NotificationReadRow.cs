using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Ids;

namespace Plaza.Data.Notifications;

/// <summary>Up to where somebody has read their notifications.</summary>
[PrimaryKey(nameof(Account))]
public sealed class NotificationReadRow
{
    public required AccountId Account { get; init; }

    public required NotificationId UpTo { get; init; }
}
