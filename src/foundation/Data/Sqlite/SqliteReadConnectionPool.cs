using Plaza.Data.Database;

namespace Plaza.Data.Sqlite;

/// <summary>Read-only connections to SQLite, which answers from the page cache: the tasks are completed when they are returned.</summary>
internal sealed class SqliteReadConnectionPool(DataFolder folder) : ReadConnectionPool
{
    internal override T Snapshot<T>(Func<StatementCache, T> read)
    {
        var statements = Rent();
        try
        {
            statements.Execute($"begin");
            return read(statements);
        }
        finally
        {
            statements.Rollback();
            Return(statements);
        }
    }

    private protected override StatementCache Open() => new SqliteStatementCache(DatabaseConnections.OpenReader(folder));

    private protected override ValueTask<long> ExecuteScalarAsync(in SqlInterpolatedStringHandler sql, CancellationToken ct) =>
        new(sql.Statements.QueryScalar(sql) ?? 0);

    private protected override ValueTask<List<T>> ExecuteAsync<T>(in SqlInterpolatedStringHandler sql, Func<SqlRow, T> read, CancellationToken ct) =>
        new(sql.Statements.Query(sql, read));
}
