using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Ids;

namespace Plaza.Data.Tables.Authentication;

/// <summary>The public account of a user. Name and bio are in <see cref="Profiles.ProfileRow"/>.</summary>
[Index(nameof(Handle), IsUnique = true)]
[Index(nameof(LooksLike), IsUnique = true)]
public sealed class AccountRow
{
    public required AccountId Id { get; init; }

    /// <summary>Lower-case: <c>[a-z0-9_]{1,30}</c>.</summary>
    public required string Handle { get; init; }

    /// <summary>The handle with confusable characters unified, so that nobody can imitate another.</summary>
    public required string LooksLike { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public bool IsAdmin { get; init; }

    public DateTimeOffset? SuspendedAt { get; init; }
}
