using Microsoft.Data.Sqlite;
using Plaza.Data.Database;
using SQLitePCL;

namespace Plaza.Data.Sqlite;

/// <summary>The prepared statements of a connection to SQLite. Used by one thread at a time.</summary>
internal sealed class SqliteStatementCache(SqliteConnection connection) : StatementCache(ListFormat)
{
    /// <summary>A list is bound as a JSON array (https://www.sqlite.org/json1.html#jeach).</summary>
    private const string ListFormat = "(select value from json_each({0}))";

    public override int TotalChanges => raw.sqlite3_total_changes(connection.Handle);

    /// <summary>Begins a transaction with the write lock.</summary>
    public void BeginImmediate()
    {
        Parameters.Clear();
        Execute($"begin immediate");
    }

    public override void Rollback()
    {
        if (raw.sqlite3_get_autocommit(connection.Handle) is 0)
            Execute($"rollback");
    }

    public override void Dispose()
    {
        base.Dispose();
        connection.Dispose();
    }

    protected override PreparedStatement Prepare(string sql) => new SqliteStatement(connection.Handle!, sql);
}
