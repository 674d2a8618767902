using Microsoft.Data.Sqlite;
using Plaza.Data.Database;
using Plaza.Data.Journal;

namespace Plaza.Data.Sqlite;

/// <summary>The end of the journal, which SQLite does not store but has in its tables.</summary>
internal static class SqliteJournalHead
{
    public static JournalHead Read(SqliteConnection connection, StatementCache statements)
    {
        var last = statements.Query(
            $"select sequence, digest from journal order by sequence desc limit 1",
            row => (Sequence: row.GetInt64(0), Digest: row.GetBytes(1)));
        var (sequence, digest) = last is [var entry] ? entry : (0, JournalHashChain.Start);
        return new(sequence, digest, GreatestId(connection, statements));
    }

    /// <summary>
    /// The greatest id in any table, or the greatest that may have been generated up to the newest journal entry and deleted since: no id is
    /// generated twice, also when the clock was set back.
    /// </summary>
    private static long GreatestId(SqliteConnection connection, StatementCache statements)
    {
        var tables = statements
            .Query($"select t.name from sqlite_schema t join pragma_table_info(t.name) c where t.type = 'table' and c.name = 'id' and c.pk = 1", row => row.GetString(0))
            .Select(table => $"select coalesce(max(id), 0) as id from {table}")
            .Append("select coalesce(max(time) + 1, 0) << 16 as id from journal");
        using var command = connection.CreateCommand();
        command.CommandText = $"select max(id) from ({string.Join(" union all ", tables)})";
        return (long)command.ExecuteScalar()!;
    }
}
