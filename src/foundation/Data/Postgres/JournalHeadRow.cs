namespace Plaza.Data.Postgres;

/// <summary>
/// The end of the journal, in one row, which each transaction of a writer locks first: so there is one writer at a time, sequences have no gaps, and
/// whoever reads them in order misses none (docs/decisions/0077).
/// </summary>
internal sealed class JournalHeadRow
{
    /// <summary>The id of the only row.</summary>
    public const int OnlyId = 1;

    /// <summary>Excludes all other writers until the end of the transaction; returns the last sequence.</summary>
    public const string LockSql = "select sequence from journal_head where id = 1 for update";

    public required int Id { get; init; }

    public required long Sequence { get; init; }

    public required byte[] Digest { get; init; }

    /// <summary>No id up to this one may be generated again.</summary>
    public required long GreatestId { get; init; }

    /// <summary>Rises with each transaction that erased payloads, which other processes may have in memory.</summary>
    public required long Erasures { get; init; }

    /// <summary>What the marker file in the folder that all nodes share contains; null before the first node has started.</summary>
    public string? SharedFolder { get; init; }
}
