using Microsoft.EntityFrameworkCore;

namespace Plaza.Data.Tables.Authentication;

/// <summary>A handle that somebody had who is gone. It is given to nobody else.</summary>
[PrimaryKey(nameof(LooksLike))]
public sealed class FormerHandleRow
{
    public required string LooksLike { get; init; }
}
