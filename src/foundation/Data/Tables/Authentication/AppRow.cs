using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Ids;

namespace Plaza.Data.Tables.Authentication;

/// <summary>A registered OAuth client.</summary>
[Index(nameof(ClientId), IsUnique = true)]
public sealed class AppRow
{
    public required AppId Id { get; init; }

    public required string ClientId { get; init; }

    public required byte[] SecretHash { get; init; }

    public required string Name { get; init; }

    public string? Website { get; init; }

    /// <summary>One per line.</summary>
    public required string RedirectUris { get; init; }

    public required string Scopes { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the app got its first code or token; an app without one is deleted after a day.</summary>
    public DateTimeOffset? FirstUsedAt { get; init; }
}
