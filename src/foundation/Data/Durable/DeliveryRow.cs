using Microsoft.EntityFrameworkCore;

namespace Plaza.Data.Durable;

/// <summary>An event that was not delivered yet: it waits for a retry, or behind an earlier event of its subject, or is a dead letter.</summary>
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
