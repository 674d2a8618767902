using System.Runtime.CompilerServices;

namespace Plaza.Data.Database;

/// <summary>
/// Prepared statements that read, on pooled read-only connections, each with a snapshot of its own: for rows that are read so often that the translation
/// of a LINQ query would show. Thread-safe.
/// </summary>
public abstract class ReadConnectionPool : IDisposable
{
    private const int MaxIdle = 8;

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

    /// <returns>The number in the first column of the first row; 0 where there is none.</returns>
    public ValueTask<long> QueryScalarAsync([InterpolatedStringHandlerArgument("")] SqlInterpolatedStringHandler sql, CancellationToken ct = default)
    {
        try
        {
            ct.ThrowIfCancellationRequested();
            return ExecuteScalarAsync(sql, ct);
        }
        finally
        {
            Return(sql.Statements);
        }
    }

    public ValueTask<List<T>> QueryAsync<T>(
        [InterpolatedStringHandlerArgument("")] SqlInterpolatedStringHandler sql, Func<SqlRow, T> read, CancellationToken ct = default)
    {
        try
        {
            ct.ThrowIfCancellationRequested();
            return ExecuteAsync(sql, read, ct);
        }
        finally
        {
            Return(sql.Statements);
        }
    }

    /// <summary>Several queries that see one snapshot.</summary>
    internal abstract T Snapshot<T>(Func<StatementCache, T> read);

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
        GC.SuppressFinalize(this);
        lock (_lock)
        {
            _isDisposed = true;
            while (_idle.TryPop(out var statements))
                statements.Dispose();
        }
    }

    private protected abstract StatementCache Open();

    /// <summary>The connection returns to the pool when this method returns, not when the task completes.</summary>
    private protected abstract ValueTask<long> ExecuteScalarAsync(in SqlInterpolatedStringHandler sql, CancellationToken ct);

    /// <inheritdoc cref="ExecuteScalarAsync"/>
    private protected abstract ValueTask<List<T>> ExecuteAsync<T>(in SqlInterpolatedStringHandler sql, Func<SqlRow, T> read, CancellationToken ct);

    private protected void Return(StatementCache statements)
    {
        statements.Parameters.Clear(); // A cancelled query leaves some.
        lock (_lock)
        {
            if (!_isDisposed && _idle.Count < MaxIdle)
            {
                _idle.Push(statements);
                return;
            }
        }

        statements.Dispose();
    }
}
