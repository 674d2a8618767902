namespace Plaza.Spaces.Journal;

/// <summary>The first entry that a new durable subscription reads.</summary>
public sealed record JournalStart
{
    private JournalStart()
    {
    }

    /// <summary>The first entry of the journal.</summary>
    public static JournalStart Beginning { get; } = new();

    /// <summary>The first entry appended after the start of the subscription.</summary>
    public static JournalStart Now { get; } = new() { IsNow = true };

    internal bool IsNow { get; private init; }

    internal DateTimeOffset? Time { get; private init; }

    internal long? Sequence { get; private init; }

    /// <summary>The first entry at that time or later.</summary>
    public static JournalStart At(DateTimeOffset time) => new() { Time = time };

    /// <summary>The entry after this sequence.</summary>
    public static JournalStart After(long sequence)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sequence);
        return new() { Sequence = sequence };
    }
}
