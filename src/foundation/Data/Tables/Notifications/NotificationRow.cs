using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Notifications;

namespace Plaza.Data.Tables.Notifications;

/// <summary>A notification: <see cref="Actor"/> did something that concerns <see cref="Account"/>.</summary>
[Index(nameof(Account), nameof(Id))]
[Index(nameof(Account), nameof(Kind), nameof(Actor), nameof(Post))]
[Index(nameof(Actor))]
[Index(nameof(Post))]
public sealed class NotificationRow
{
    public required NotificationId Id { get; init; }

    public required AccountId Account { get; init; }

    public required NotificationKind Kind { get; init; }

    public required AccountId Actor { get; init; }

    public PostId? Post { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
