using Microsoft.EntityFrameworkCore;

namespace Plaza.Data.Durable;

/// <summary>How far a durable subscription has come.</summary>
[PrimaryKey(nameof(Subscription))]
public sealed class CursorRow
{
    public required string Subscription { get; init; }

    public required long Sequence { get; init; }
}
