using Microsoft.EntityFrameworkCore;
using Plaza.Spaces.Journal;

namespace Plaza.Data.Journal;

/// <summary>An entry of the journal. Only payload and salt ever change: they are erased.</summary>
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

    /// <summary>The length of the causal chain that ends here, this event included.</summary>
    public required int Depth { get; init; }

    /// <summary>The correlation: the sequence of the first event of the cascade; its own when it is the first.</summary>
    public required long Root { get; init; }

    public required int Node { get; init; }

    /// <summary>JSON; null once erased.</summary>
    public string? Payload { get; init; }

    /// <summary>16 random bytes; erased with the payload.</summary>
    public byte[]? Salt { get; init; }

    /// <summary>SHA-256 of salt and payload; stays when they are erased.</summary>
    public required byte[] PayloadDigest { get; init; }

    /// <summary>SHA-256 over the previous digest, the other columns and the payload digest.</summary>
    public required byte[] Digest { get; init; }

    /// <summary>The entry as subscriptions read it; the payload is deserialized when it is asked for.</summary>
    internal JournalEntry ToEntry(EventTypeRegistry types) => new(() => Payload is null ? null : types.Deserialize(Type, Version, Payload))
    {
        Sequence = Sequence,
        Time = Time,
        Name = Type,
        Subject = Subject,
        Cause = Cause,
        Depth = Depth,
        Root = Root,
    };
}
