using Microsoft.EntityFrameworkCore;

namespace Plaza.Data.Tables.Mail;

/// <summary>That an address was queued a mail, for as long as limits count it.</summary>
[PrimaryKey(nameof(Kind), nameof(Recipient), nameof(Mail))]
[Index(nameof(QueuedAt))]
public sealed class QueuedMailRow
{
    /// <summary>What for; the Mail space knows the numbers.</summary>
    public required int Kind { get; init; }

    /// <summary>A hash of the address.</summary>
    public required string Recipient { get; init; }

    /// <summary>Makes it one and the same among those of its kind and recipient.</summary>
    public required string Mail { get; init; }

    public required DateTimeOffset QueuedAt { get; init; }
}
