using Microsoft.EntityFrameworkCore;

namespace Plaza.Data.Durable;

/// <summary>The last journal sequence that a durable subscription has read.</summary>
[PrimaryKey(nameof(Subscription))]
public sealed class CursorRow
{
    public required string Subscription { get; init; }

    public required long Sequence { get; init; }
}
