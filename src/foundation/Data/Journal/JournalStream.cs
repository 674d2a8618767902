using System.Data.Common;
using Microsoft.Data.Sqlite;
using Plaza.Data.Model;

namespace Plaza.Data.Journal;

/// <summary>Reads the journal from one end to the other on a connection of its own, with as little between as may be. Used by one thread.</summary>
internal sealed class JournalStream : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _some;
    private readonly SqliteParameter _after;
    private readonly SqliteParameter _most;

    public JournalStream(DataFolder folder)
    {
        _connection = ReadOnlyConnections.Open(folder);
        _some = _connection.CreateCommand();
        _some.CommandText =
            """
            select sequence, time, type, version, subject, cause, depth, root, node, payload, salt, payload_digest, digest
            from journal where sequence > @after order by sequence limit @most
            """;
        _after = _some.Parameters.Add("@after", SqliteType.Integer);
        _most = _some.Parameters.Add("@most", SqliteType.Integer);
    }

    /// <summary>What follows a sequence, at most so many.</summary>
    public IEnumerable<JournalRow> After(long sequence, int most)
    {
        (_after.Value, _most.Value) = (sequence, most);
        using var rows = _some.ExecuteReader();
        while (rows.Read())
            yield return Row(rows);
    }

    public void Dispose()
    {
        _some.Dispose();
        _connection.Dispose();
    }

    private static JournalRow Row(DbDataReader row) => new()
    {
        Sequence = row.GetInt64(0),
        Time = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)),
        Type = row.GetString(2),
        Version = row.GetInt32(3),
        Subject = row.GetString(4),
        Cause = row.IsDBNull(5) ? null : row.GetInt64(5),
        Depth = row.GetInt32(6),
        Root = row.GetInt64(7),
        Node = row.GetInt32(8),
        Payload = row.IsDBNull(9) ? null : row.GetString(9),
        Salt = row.IsDBNull(10) ? null : (byte[])row.GetValue(10),
        PayloadDigest = (byte[])row.GetValue(11),
        Digest = (byte[])row.GetValue(12),
    };
}
