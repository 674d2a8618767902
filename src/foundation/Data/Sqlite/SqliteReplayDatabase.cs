using Microsoft.Data.Sqlite;
using Plaza.Data.Replaying;

namespace Plaza.Data.Sqlite;

/// <summary>Temporary tables beside the database file, which is opened for reading. They spill to an unnamed file. Used by one thread at a time.</summary>
internal sealed class SqliteReplayDatabase : ReplayDatabase
{
    public SqliteReplayDatabase(DataFolder folder)
        : this(DatabaseConnections.OpenReplay(folder))
    {
    }

    private SqliteReplayDatabase(SqliteConnection connection)
        : base(connection, new SqliteStatementCache(connection))
    {
    }

    /// <summary>Rows are stored in the order of the key, once, instead of beside an index.</summary>
    public override void CreateTable(string name, string columns, string key) =>
        Define($"create temp table {name} ({columns}, primary key ({key})) without rowid");

    internal override bool HasTable(string name) => QueryScalar($"select count(*) from sqlite_schema where type = 'table' and name = {name}") is 1;

    private protected override void BeginSnapshot() => Statements.Execute($"begin");
}
