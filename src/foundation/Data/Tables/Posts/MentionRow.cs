using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Ids;

namespace Plaza.Data.Tables.Posts;

/// <summary>A mention of an account in a post.</summary>
[PrimaryKey(nameof(Post), nameof(Account))]
[Index(nameof(Account), nameof(Post))]
public sealed class MentionRow
{
    public required PostId Post { get; init; }

    public required AccountId Account { get; init; }
}
