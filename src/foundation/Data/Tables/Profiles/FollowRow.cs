using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Ids;

namespace Plaza.Data.Tables.Profiles;

/// <summary>A follow.</summary>
[Index(nameof(Follower), nameof(Followed), IsUnique = true)]
[Index(nameof(Followed), nameof(Id))]
[Index(nameof(Follower), nameof(Id))]
public sealed class FollowRow
{
    public required FollowId Id { get; init; }

    public required AccountId Follower { get; init; }

    public required AccountId Followed { get; init; }

    /// <summary>Whether boosts by the followed account appear on the follower's home timeline.</summary>
    public required bool Boosts { get; init; }
}
