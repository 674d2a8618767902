using Microsoft.EntityFrameworkCore;

namespace Plaza.Data.Journal;

/// <summary>An entry of the journal.</summary>
[PrimaryKey(nameof(Sequence))]
[Index(nameof(Time))]
[Index(nameof(Subject))]
public sealed class JournalRow
{
    public required long Sequence { get; init; }

    public required DateTimeOffset Time { get; init; }

    public required string Type { get; init; }

    public required int Version { get; init; }

    public required string Subject { get; init; }

    public long? Cause { get; init; }

    /// <summary>How many events led to it, itself included.</summary>
    public required int Depth { get; init; }

    /// <summary>The sequence of the event with which its cascade began; its own when it was the first.</summary>
    public required long Root { get; init; }

    public required int Node { get; init; }

    /// <summary>JSON; null once erased.</summary>
    public string? Payload { get; init; }

    /// <summary>16 random bytes; erased with the payload.</summary>
    public byte[]? Salt { get; init; }

    /// <summary>SHA-256 of salt and payload; stays when they are erased.</summary>
    public required byte[] PayloadDigest { get; init; }

    /// <summary>SHA-256 over the digest before, the other columns and the payload digest.</summary>
    public required byte[] Digest { get; init; }
}
