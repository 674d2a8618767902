using Npgsql;
using Plaza.Data.Replaying;

namespace Plaza.Data.Postgres;

/// <summary>
/// Temporary tables of a session, which the server keeps in files. The session is read-only, which leaves the rows of temporary tables writable, but
/// allows no new tables (https://www.postgresql.org/docs/current/sql-set-transaction.html). Used by one thread at a time.
/// </summary>
internal sealed class PostgresReplayDatabase : ReplayDatabase
{
    /// <exception cref="System.Data.Common.DbException">The server cannot be reached.</exception>
    public PostgresReplayDatabase(PostgresConnections connections)
        : this(Open(connections))
    {
    }

    private PostgresReplayDatabase(NpgsqlConnection connection)
        : base(connection, new PostgresStatementCache(connection))
    {
    }

    public override void CreateTable(string name, string columns, string key) =>
        Define($"create temp table {name} ({columns}, primary key ({key}))");

    internal override bool HasTable(string name) => QueryScalar($"select count(*) from pg_class where oid = to_regclass({name}) and relkind in ('r', 'p')") is 1;

    private protected override void BeginSnapshot() => Statements.Enqueue($"begin isolation level repeatable read");

    private protected override void Define(string sql) => Execute($"begin read write; {sql}; commit");

    private static NpgsqlConnection Open(PostgresConnections connections)
    {
        var connection = connections.CreateReplay();
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
