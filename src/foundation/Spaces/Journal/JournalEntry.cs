using Plaza.Spaces.Events;

namespace Plaza.Spaces.Journal;

/// <summary>An entry of the journal.</summary>
/// <param name="read">Deserializes the stored event.</param>
public sealed class JournalEntry(Func<IEvent?> read)
{
    public required long Sequence { get; init; }

    /// <summary>The time of the event, in UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The wire name of the event.</summary>
    public required string Name { get; init; }

    public required string Subject { get; init; }

    /// <summary>The sequence of its cause; null where there is none.</summary>
    public long? Cause { get; init; }

    /// <summary>The depth in its cascade, from 1.</summary>
    public int Depth { get; init; } = 1;

    /// <summary>The sequence of the first event of its cascade; its own for the first event.</summary>
    public long Root { get; init; }

    /// <returns>The event; null when its payload was erased.</returns>
    /// <exception cref="InvalidDataException">The name is not registered, or the version is newer than that of the type.</exception>
    public IEvent? Deserialize() => read();
}
