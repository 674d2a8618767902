using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Ids;

namespace Plaza.Data.Tables.Authentication;

/// <summary>A bearer token. A revoked one is deleted.</summary>
[Index(nameof(Hash), IsUnique = true)]
[Index(nameof(Account))]
[Index(nameof(UsedAt))]
public sealed class TokenRow
{
    public required TokenId Id { get; init; }

    public required byte[] Hash { get; init; }

    /// <summary>Null for a token created on the command line.</summary>
    public AppId? App { get; init; }

    /// <summary>Null for a token with which an app acts for itself.</summary>
    public AccountId? Account { get; init; }

    public required string Scopes { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When an app last used a token of its own, to the hour. Null for tokens that act for a user.</summary>
    public DateTimeOffset? UsedAt { get; init; }
}
