using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Notifications;

namespace Plaza.Data.Tables.Notifications;

/// <summary>Up to where an account has read a timeline.</summary>
[PrimaryKey(nameof(Account), nameof(Timeline))]
public sealed class ReadMarkerRow
{
    public required AccountId Account { get; init; }

    public required MarkedTimeline Timeline { get; init; }

    /// <summary>The id of a post or of a notification.</summary>
    public required long LastReadId { get; init; }

    /// <summary>How often it was moved.</summary>
    public required int Version { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}
