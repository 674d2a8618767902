namespace Plaza.Spaces.Journal;

/// <summary>Where in the journal a new subscription begins.</summary>
public sealed record JournalStart
{
    private JournalStart()
    {
    }

    /// <summary>With the first event there ever was.</summary>
    public static JournalStart Beginning { get; } = new();

    /// <summary>With what happens from now on.</summary>
    public static JournalStart Now { get; } = new() { IsNow = true };

    internal bool IsNow { get; private init; }

    internal DateTimeOffset? Time { get; private init; }

    internal long? Sequence { get; private init; }

    /// <summary>With the first event at that time or later.</summary>
    public static JournalStart At(DateTimeOffset time) => new() { Time = time };

    /// <summary>With the event that follows this sequence.</summary>
    public static JournalStart After(long sequence)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sequence);
        return new() { Sequence = sequence };
    }
}
