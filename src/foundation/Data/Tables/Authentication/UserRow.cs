using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Ids;

namespace Plaza.Data.Tables.Authentication;

/// <summary>The sign-in of an account.</summary>
[PrimaryKey(nameof(Account))]
[Index(nameof(Email))]
public sealed class UserRow
{
    public required AccountId Account { get; init; }

    /// <summary>Lower-case. Several users may claim an address; at most one has confirmed it.</summary>
    public required string Email { get; init; }

    public DateTimeOffset? EmailConfirmedAt { get; init; }

    /// <summary>The address that is to replace <see cref="Email"/> once it is confirmed. Lower-case.</summary>
    public string? PendingEmail { get; init; }

    public required string PasswordHash { get; init; }
}
