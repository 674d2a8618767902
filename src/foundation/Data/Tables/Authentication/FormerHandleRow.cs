using Microsoft.EntityFrameworkCore;

namespace Plaza.Data.Tables.Authentication;

/// <summary>The handle of a deleted account. It stays taken.</summary>
[PrimaryKey(nameof(LooksLike))]
public sealed class FormerHandleRow
{
    public required string LooksLike { get; init; }
}
