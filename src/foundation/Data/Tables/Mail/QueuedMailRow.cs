using Microsoft.EntityFrameworkCore;

namespace Plaza.Data.Tables.Mail;

/// <summary>A mail that was queued for an address; deleted when no limit counts it any more.</summary>
[PrimaryKey(nameof(Kind), nameof(Recipient), nameof(Mail))]
[Index(nameof(QueuedAt))]
public sealed class QueuedMailRow
{
    /// <summary>The kind of mail, a number of the Mail space.</summary>
    public required int Kind { get; init; }

    /// <summary>A hash of the address.</summary>
    public required string Recipient { get; init; }

    /// <summary>Identifies the mail among those of its kind and recipient.</summary>
    public required string Mail { get; init; }

    public required DateTimeOffset QueuedAt { get; init; }
}
