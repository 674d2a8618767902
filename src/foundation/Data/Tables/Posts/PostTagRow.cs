using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Ids;

namespace Plaza.Data.Tables.Posts;

/// <summary>A hashtag of a post.</summary>
[PrimaryKey(nameof(Tag), nameof(Post))]
[Index(nameof(Post))]
public sealed class PostTagRow
{
    /// <summary>The key of the hashtag (<see cref="Plaza.Contracts.Text.Hashtag.KeyOf"/>).</summary>
    public required string Tag { get; init; }

    public required PostId Post { get; init; }
}
