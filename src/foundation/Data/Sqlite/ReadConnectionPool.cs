using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace Plaza.Data.Sqlite;

/// <summary>
/// Prepared statements that read, on pooled read-only connections, each with a snapshot of its own: for single rows that are read so often that the
/// translation of a LINQ query would show. Thread-safe.
/// </summary>
public sealed class ReadConnectionPool(DataFolder folder) : IDisposable
{
    private const int MaxIdle = 16;

    private readonly Lock _lock = new();
    private readonly Stack<StatementCache> _idle = new(MaxIdle);
    private bool _isDisposed;

    /// <summary>The SQL that was prepared so far on the idle connections, so that tests can check its query plans.</summary>
    public IReadOnlyCollection<string> PreparedSql
    {
        get
        {
            lock (_lock)
                return [.. _idle.SelectMany(statements => statements.PreparedSql).Distinct()];
        }
    }

    public T? QueryFirst<T>([InterpolatedStringHandlerArgument("")] SqlInterpolatedStringHandler sql, Func<SqlRow, T> read)
        where T : class => Query(sql, read) is [var first, ..] ? first : null;

    /// <returns>The number in the first column of the first row; 0 where there is no row.</returns>
    public long QueryScalar([InterpolatedStringHandlerArgument("")] SqlInterpolatedStringHandler sql) => Query(sql, row => row.GetInt64(0)) is [var first, ..] ? first : 0;

    public List<T> Query<T>([InterpolatedStringHandlerArgument("")] SqlInterpolatedStringHandler sql, Func<SqlRow, T> read)
    {
        var statements = sql.Statements;
        try
        {
            return statements.Query(sql, read);
        }
        finally
        {
            if (!TryReturn(statements))
                Close(statements);
        }
    }

    /// <summary>Several queries that see one snapshot.</summary>
    internal T Snapshot<T>(Func<StatementCache, T> read)
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
            if (!TryReturn(statements))
                Close(statements);
        }
    }

    /// <summary>A connection for one statement; executing the statement returns it to the pool.</summary>
    internal StatementCache Rent()
    {
        lock (_lock)
        {
            if (_idle.TryPop(out var idle))
                return idle;
        }

        return Open();
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            while (_idle.TryPop(out var statements))
                Close(statements);
        }
    }

    private static void Close(StatementCache statements)
    {
        statements.Dispose();
        statements.Connection.Dispose();
    }

    private bool TryReturn(StatementCache statements)
    {
        lock (_lock)
        {
            if (_isDisposed || _idle.Count == MaxIdle)
                return false;

            _idle.Push(statements);
            return true;
        }
    }

    private StatementCache Open() => new(DatabaseConnections.OpenReader(folder));
}
