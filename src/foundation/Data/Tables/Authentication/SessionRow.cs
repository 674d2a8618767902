using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Ids;

namespace Plaza.Data.Tables.Authentication;

/// <summary>A session of a browser.</summary>
[Index(nameof(Hash), IsUnique = true)]
[Index(nameof(Account))]
[Index(nameof(CreatedAt))]
public sealed class SessionRow
{
    public required SessionId Id { get; init; }

    /// <summary>SHA-256 of the secret in the cookie.</summary>
    public required byte[] Hash { get; init; }

    public required AccountId Account { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string UserAgent { get; init; }
}
