using Plaza.Spaces.Events;

namespace Plaza.Spaces.Journal;

/// <summary>An event as it stands in the journal.</summary>
/// <param name="read">Makes the event of what was kept.</param>
public sealed class JournalEntry(Func<IEvent?> read)
{
    public required long Sequence { get; init; }

    /// <summary>When it happened, in UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The wire name.</summary>
    public required string Name { get; init; }

    public required string Subject { get; init; }

    /// <summary>The sequence of the event that led to it, if one did.</summary>
    public long? Cause { get; init; }

    /// <summary>How many events led to it, itself included; from 1.</summary>
    public int Depth { get; init; } = 1;

    /// <summary>The sequence of the event with which its cascade began; its own when it was the first.</summary>
    public long Root { get; init; }

    /// <returns>Null when what it said was erased.</returns>
    /// <exception cref="InvalidDataException">The name is not known here, or the version is newer than what is known.</exception>
    public IEvent? Deserialize() => read();
}
