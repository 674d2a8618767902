using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Ids;

namespace Plaza.Data.Tables.Posts;

/// <summary>A favourite of an account.</summary>
[Index(nameof(Post), nameof(Account), IsUnique = true)]
[Index(nameof(Post), nameof(Id))]
[Index(nameof(Account), nameof(Id))]
public sealed class FavouriteRow
{
    public required FavouriteId Id { get; init; }

    public required PostId Post { get; init; }

    public required AccountId Account { get; init; }
}
