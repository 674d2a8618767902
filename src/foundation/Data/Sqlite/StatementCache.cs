using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Plaza.Data.Sqlite;

/// <summary>The prepared statements of one connection, found by their text. Used by one thread.</summary>
internal sealed class StatementCache(SqliteConnection connection) : IDisposable
{
    private readonly List<PreparedStatement> _prepared = [];

    public SqliteConnection Connection => connection;

    /// <summary>How many are prepared.</summary>
    public int Count => _prepared.Count;

    /// <summary>What is prepared.</summary>
    public IReadOnlyCollection<string> PreparedSql => [.. _prepared.Select(statement => statement.Sql)];

    /// <summary>Rows inserted, updated and deleted since the connection was opened.</summary>
    public int TotalChanges => raw.sqlite3_total_changes(connection.Handle);

    /// <summary>With which every text begins.</summary>
    public StatementPrefix EmptyPrefix { get; } = new(null, "", 0);

    /// <summary>Of those texts that are being put together: one may be made in the braces of another.</summary>
    public List<SqlParameterValue> Parameters { get; } = [];

    /// <summary>Opens a transaction that may write from the start.</summary>
    public void Begin()
    {
        Parameters.Clear();
        Execute($"begin immediate");
    }

    /// <summary>Undoes the open transaction, unless the database has done so by itself.</summary>
    public void Rollback()
    {
        if (raw.sqlite3_get_autocommit(connection.Handle) is 0)
            Execute($"rollback");
    }

    /// <exception cref="SqliteException">The database refuses.</exception>
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

    /// <exception cref="SqliteException">The database refuses.</exception>
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

    private PreparedStatement Prepared(StatementPrefix text)
    {
        if (text.Statement is null)
            _prepared.Add(text.Statement = new(connection.Handle!, text.ToString()));

        return text.Statement;
    }

    private ReadOnlySpan<SqlParameterValue> ParametersOf(in SqlInterpolatedStringHandler sql) => CollectionsMarshal.AsSpan(Parameters)[sql.FirstParameter..];

    private void RemoveParameters(in SqlInterpolatedStringHandler sql) => Parameters.RemoveRange(sql.FirstParameter, Parameters.Count - sql.FirstParameter);
}
