using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Plaza.Data.Database;

/// <summary>A connection with its prepared statements, by their SQL: the port to the database. Used by one thread at a time.</summary>
/// <param name="listFormat">The right side of <c>in</c>, with a place for a parameter that is a list.</param>
internal abstract class StatementCache(string listFormat) : IDisposable
{
    private readonly List<PreparedStatement> _prepared = [];

    /// <summary>The number of prepared statements.</summary>
    public int Count => _prepared.Count;

    /// <summary>The SQL of the prepared statements.</summary>
    public IReadOnlyCollection<string> PreparedSql => [.. _prepared.Select(statement => statement.Sql)];

    /// <summary>Rows inserted, updated and deleted since the connection was opened; of statements that are enqueued, one each.</summary>
    public abstract int TotalChanges { get; }

    /// <summary>The root of all statements.</summary>
    public StatementPrefix EmptyPrefix { get; } = new(null, "", 0, listFormat);

    /// <summary>The parameters of the interpolated strings that are being built; one may be built inside another.</summary>
    public List<SqlParameterValue> Parameters { get; } = [];

    /// <summary>Rolls back the open transaction, unless the database already has.</summary>
    public abstract void Rollback();

    /// <returns>How many rows were changed.</returns>
    /// <exception cref="System.Data.Common.DbException">The statement failed.</exception>
    public int Execute([InterpolatedStringHandlerArgument("")] SqlInterpolatedStringHandler sql)
    {
        using var execution = new Execution(Bind(sql));
        return execution.Statement.Execute();
    }

    /// <summary>
    /// Executes a statement that returns no rows and whose row count is not needed. It may be executed together with the next statement whose result is
    /// needed, which then throws its error.
    /// </summary>
    public void Enqueue([InterpolatedStringHandlerArgument("")] SqlInterpolatedStringHandler sql)
    {
        using var execution = new Execution(Bind(sql));
        execution.Statement.Enqueue();
    }

    /// <summary>Executes the enqueued statements.</summary>
    /// <exception cref="System.Data.Common.DbException">One of them failed.</exception>
    public virtual void Flush()
    {
    }

    /// <exception cref="System.Data.Common.DbException">The statement failed.</exception>
    public List<T> Query<T>([InterpolatedStringHandlerArgument("")] SqlInterpolatedStringHandler sql, Func<SqlRow, T> read)
    {
        using var execution = new Execution(Bind(sql));
        return execution.Statement.Query(read);
    }

    /// <returns>The number in the first column of the first row; null where there is none.</returns>
    /// <exception cref="System.Data.Common.DbException">The statement failed.</exception>
    public long? QueryScalar([InterpolatedStringHandlerArgument("")] SqlInterpolatedStringHandler sql)
    {
        using var execution = new Execution(Bind(sql));
        return execution.Statement.QueryScalar();
    }

    /// <summary>
    /// Whether a query returns a row, where that is nearly always so. It may be executed together with the next statement whose result is needed: then the
    /// answer is true, and the transaction fails if there is no row (<see cref="Committing.WriterDatabase.HasDeferredFailure"/>).
    /// </summary>
    /// <exception cref="System.Data.Common.DbException">The statement failed.</exception>
    public bool Expect([InterpolatedStringHandlerArgument("")] SqlInterpolatedStringHandler sql)
    {
        using var execution = new Execution(Bind(sql));
        return execution.Statement.Expect();
    }

    /// <summary>The statement with its parameters, which the caller executes.</summary>
    public PreparedStatement Bind(in SqlInterpolatedStringHandler sql)
    {
        try
        {
            var statement = Prepared(sql.Prefix);
            statement.Bind(CollectionsMarshal.AsSpan(Parameters)[sql.FirstParameter..]);
            return statement;
        }
        finally
        {
            Parameters.RemoveRange(sql.FirstParameter, Parameters.Count - sql.FirstParameter);
        }
    }

    /// <summary>Closes the connection.</summary>
    public virtual void Dispose() => _prepared.ForEach(statement => statement.Dispose());

    /// <exception cref="System.Data.Common.DbException">The SQL is invalid.</exception>
    protected abstract PreparedStatement Prepare(string sql);

    private PreparedStatement Prepared(StatementPrefix prefix)
    {
        if (prefix.Statement is null)
            _prepared.Add(prefix.Statement = Prepare(prefix.ToString()));

        return prefix.Statement;
    }

    /// <summary>Resets a bound statement at the end.</summary>
    private readonly ref struct Execution(PreparedStatement statement)
    {
        public PreparedStatement Statement => statement;

        public void Dispose() => statement.Reset();
    }
}
