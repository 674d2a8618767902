using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Plaza.Data.Sqlite;

/// <summary>The prepared statements of one connection, by their SQL. Used by one thread.</summary>
internal sealed class StatementCache(SqliteConnection connection) : IDisposable
{
    private readonly List<PreparedStatement> _prepared = [];

    public SqliteConnection Connection => connection;

    /// <summary>The number of prepared statements.</summary>
    public int Count => _prepared.Count;

    /// <summary>The SQL of the prepared statements.</summary>
    public IReadOnlyCollection<string> PreparedSql => [.. _prepared.Select(statement => statement.Sql)];

    /// <summary>Rows inserted, updated and deleted since the connection was opened.</summary>
    public int TotalChanges => raw.sqlite3_total_changes(connection.Handle);

    /// <summary>The root of all statements.</summary>
    public StatementPrefix EmptyPrefix { get; } = new(null, "", 0);

    /// <summary>The parameters of the interpolated strings that are being built; one may be built inside another.</summary>
    public List<SqlParameterValue> Parameters { get; } = [];

    /// <summary>Begins a transaction with the write lock.</summary>
    public void Begin()
    {
        Parameters.Clear();
        Execute($"begin immediate");
    }

    /// <summary>Rolls back the open transaction, unless SQLite already has.</summary>
    public void Rollback()
    {
        if (raw.sqlite3_get_autocommit(connection.Handle) is 0)
            Execute($"rollback");
    }

    /// <exception cref="SqliteException">The statement failed.</exception>
    public int Execute([InterpolatedStringHandlerArgument("")] SqlInterpolatedStringHandler sql)
    {
        try
        {
            return Prepared(sql.Prefix).Execute(ParametersOf(sql));
        }
        finally
        {
            RemoveParameters(sql);
        }
    }

    /// <exception cref="SqliteException">The statement failed.</exception>
    public List<T> Query<T>([InterpolatedStringHandlerArgument("")] SqlInterpolatedStringHandler sql, Func<SqlRow, T> read)
    {
        try
        {
            return Prepared(sql.Prefix).Query(ParametersOf(sql), read);
        }
        finally
        {
            RemoveParameters(sql);
        }
    }

    public void Dispose() => _prepared.ForEach(statement => statement.Dispose());

    private PreparedStatement Prepared(StatementPrefix prefix)
    {
        if (prefix.Statement is null)
            _prepared.Add(prefix.Statement = new(connection.Handle!, prefix.ToString()));

        return prefix.Statement;
    }

    private ReadOnlySpan<SqlParameterValue> ParametersOf(in SqlInterpolatedStringHandler sql) => CollectionsMarshal.AsSpan(Parameters)[sql.FirstParameter..];

    private void RemoveParameters(in SqlInterpolatedStringHandler sql) => Parameters.RemoveRange(sql.FirstParameter, Parameters.Count - sql.FirstParameter);
}
