using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Ids;

namespace Plaza.Data.Tables.Posts;

/// <summary>How much an account has published for everyone: public and unlisted posts and boosts.</summary>
[PrimaryKey(nameof(Account))]
public sealed class AuthorCountRow
{
    public required AccountId Account { get; init; }

    public int Posts { get; init; }

    public DateTimeOffset? LastPostAt { get; init; }
}
