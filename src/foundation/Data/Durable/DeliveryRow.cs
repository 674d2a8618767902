using Microsoft.EntityFrameworkCore;

namespace Plaza.Data.Durable;

/// <summary>An event that could not be delivered yet: waiting for its next try, behind one that waits, or parked.</summary>
[PrimaryKey(nameof(Subscription), nameof(Sequence))]
[Index(nameof(Subscription), nameof(Subject), nameof(Sequence))]
public sealed class DeliveryRow
{
    public required string Subscription { get; init; }

    public required long Sequence { get; init; }

    public required string Subject { get; init; }

    public required int Attempts { get; init; }

    public required DateTimeOffset Due { get; init; }

    public required string Error { get; init; }

    public required bool IsParked { get; init; }
}
