using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Ids;

namespace Plaza.Data.Authentication;

/// <summary>A secret in a link that was mailed to somebody.</summary>
[PrimaryKey(nameof(Hash))]
[Index(nameof(ExpiresAt))]
public sealed class OneTimeLinkRow
{
    public required byte[] Hash { get; init; }

    public required AccountId Account { get; init; }

    public required string Email { get; init; }

    public required LinkPurpose Purpose { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}
