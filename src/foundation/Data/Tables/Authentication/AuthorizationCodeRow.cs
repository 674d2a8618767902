using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Ids;

namespace Plaza.Data.Tables.Authentication;

/// <summary>An authorization code: a user's consent, redeemable once until it expires.</summary>
[PrimaryKey(nameof(Hash))]
[Index(nameof(ExpiresAt))]
[Index(nameof(Account))]
public sealed class AuthorizationCodeRow
{
    public required byte[] Hash { get; init; }

    public required AppId App { get; init; }

    public required AccountId Account { get; init; }

    public required string RedirectUri { get; init; }

    public required string Scopes { get; init; }

    /// <summary>BASE64URL(SHA256(verifier)), RFC 7636.</summary>
    public string? Challenge { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The token it was redeemed for. Redeeming it again revokes the token.</summary>
    public TokenId? Token { get; init; }
}
