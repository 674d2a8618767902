using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Ids;

namespace Plaza.Data.Tables.Posts;

/// <summary>The post that was published with an idempotency key.</summary>
[PrimaryKey(nameof(Author), nameof(App), nameof(Key))]
[Index(nameof(CreatedAt))]
public sealed class IdempotencyKeyRow
{
    public required AccountId Author { get; init; }

    /// <summary>0 for the website.</summary>
    public required AppId App { get; init; }

    public required string Key { get; init; }

    public required PostId Post { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
