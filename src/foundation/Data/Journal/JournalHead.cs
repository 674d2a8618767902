namespace Plaza.Data.Journal;

/// <summary>The end of the journal, from which the writer continues.</summary>
/// <param name="Sequence">The last sequence; 0 when the journal is empty.</param>
/// <param name="Digest">The digest of the last entry.</param>
/// <param name="GreatestId">No id up to this one may be generated again.</param>
/// <param name="Erasures">Rises with each transaction that erased payloads. Always 0 where one process alone uses the database.</param>
internal readonly record struct JournalHead(long Sequence, byte[] Digest, long GreatestId, long Erasures = 0);
