using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Ids;

namespace Plaza.Data.Tables.Posts;

/// <summary>The count of posts and boosts of an account that are for everyone.</summary>
[PrimaryKey(nameof(Account))]
public sealed class AuthorCountRow
{
    public required AccountId Account { get; init; }

    public int Posts { get; init; }

    public DateTimeOffset? LastPostAt { get; init; }
}
