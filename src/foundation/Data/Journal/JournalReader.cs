using Plaza.Data.Database;

namespace Plaza.Data.Journal;

/// <summary>Reads the journal table. Thread-safe.</summary>
public sealed class JournalReader(ReadConnectionPool reading)
{
    /// <returns>The last sequence; 0 when the journal is empty.</returns>
    public ValueTask<long> GetLastSequenceAsync(CancellationToken ct) =>
        reading.QueryScalarAsync($"select sequence from journal order by sequence desc limit 1", ct);

    /// <returns>The last sequence before that time; 0 when there is none.</returns>
    public ValueTask<long> GetLastSequenceBeforeAsync(DateTimeOffset time, CancellationToken ct) =>
        reading.QueryScalarAsync($"select sequence from journal where time < {time} order by sequence desc limit 1", ct);

    /// <summary>Entries after <paramref name="sequence"/> of these types, or of all when null, oldest first, at most <paramref name="maxCount"/>.</summary>
    public ValueTask<List<JournalRow>> ReadAfterAsync(long sequence, IReadOnlyList<string>? types, int maxCount, CancellationToken ct) => reading.QueryAsync(
        $"""
        select sequence, time, type, version, subject, cause, depth, root, node, payload, salt, payload_digest, digest
        from journal where sequence > {sequence} and ({types is null} or type in {types ?? []})
        order by sequence limit {(long)maxCount}
        """,
        ReadRow,
        ct);

    /// <returns>The greatest cursor of a durable subscription: the journal has had at least that many entries.</returns>
    public ValueTask<long> GetMaxCursorAsync(CancellationToken ct) =>
        reading.QueryScalarAsync($"select sequence from cursors order by sequence desc limit 1", ct);

    private static JournalRow ReadRow(SqlRow row) => new()
    {
        Sequence = row.GetInt64(0),
        Time = row.GetTime(1),
        Type = row.GetString(2),
        Version = row.GetInt32(3),
        Subject = row.GetString(4),
        Cause = row.IsDBNull(5) ? null : row.GetInt64(5),
        Depth = row.GetInt32(6),
        Root = row.GetInt64(7),
        Node = row.GetInt32(8),
        Payload = row.IsDBNull(9) ? null : row.GetString(9),
        Salt = row.IsDBNull(10) ? null : row.GetBytes(10),
        PayloadDigest = row.GetBytes(11),
        Digest = row.GetBytes(12),
    };
}
