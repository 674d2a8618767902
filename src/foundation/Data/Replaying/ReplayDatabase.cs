using System.Data.Common;
using System.Runtime.CompilerServices;
using Plaza.Data.Database;

namespace Plaza.Data.Replaying;

/// <summary>
/// A connection that reads the database and writes temporary tables of its own, which a query may join with the live ones. The database keeps them
/// outside its memory and deletes them with the connection, also when the process is killed. Used by one thread at a time.
/// </summary>
public abstract class ReplayDatabase : IDisposable
{
    private readonly DbConnection _connection;

    /// <param name="connection">An open connection on which the live tables cannot be written.</param>
    /// <param name="statements">Its statements, which close it.</param>
    private protected ReplayDatabase(DbConnection connection, StatementCache statements) => (_connection, Statements) = (connection, statements);

    internal StatementCache Statements { get; }

    /// <summary>Creates an empty temporary table.</summary>
    /// <param name="name">Its name, which no live table has.</param>
    /// <param name="columns">Their names and types, which both databases know: <c>bigint</c>, <c>boolean</c>, <c>text</c>.</param>
    /// <param name="key">The columns of the primary key.</param>
    public abstract void CreateTable(string name, string columns, string key);

    /// <summary>Creates an index on a column of a temporary table.</summary>
    public void CreateIndex(string table, string column) => Define($"create index {table}_{column} on {table} ({column})");

    /// <summary>Creates a temporary view of temporary tables.</summary>
    public void CreateView(string name, string rows) => Define($"create temp view {name} as {rows}");

    /// <summary>Changes rows of temporary tables, at the latest before the next query.</summary>
    public void Enqueue([InterpolatedStringHandlerArgument("")] SqlInterpolatedStringHandler sql) => Statements.Enqueue(sql);

    public List<T> Query<T>([InterpolatedStringHandlerArgument("")] SqlInterpolatedStringHandler sql, Func<SqlRow, T> read) => Statements.Query(sql, read);

    /// <returns>The number in the first column of the first row; 0 where there is none.</returns>
    public long QueryScalar([InterpolatedStringHandlerArgument("")] SqlInterpolatedStringHandler sql) =>
        Statements.QueryScalar(sql) ?? 0;

    /// <summary>Whether the database has this live table.</summary>
    internal abstract bool HasTable(string name);

    /// <summary>Replaces the rows of a temporary table by those of a query; of rows with equal keys, one.</summary>
    internal void Capture(string table, string rows)
    {
        Execute($"delete from {table}");
        Execute($"insert into {table} select * from ({rows}) captured where true on conflict do nothing");
    }

    /// <summary>Streams the rows of a query.</summary>
    internal IEnumerable<DbDataReader> Rows(string sql)
    {
        Statements.Flush();
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        while (reader.Read())
            yield return reader;
    }

    /// <summary>Runs the work in one transaction: all reads see one snapshot. After an exception, only dispose of the database.</summary>
    internal T InSnapshot<T>(Func<T> work)
    {
        BeginSnapshot();
        var result = work();
        Statements.Execute($"commit");
        return result;
    }

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        Statements.Dispose();
    }

    /// <summary>Begins a transaction whose reads see one snapshot.</summary>
    private protected abstract void BeginSnapshot();

    /// <summary>Executes a statement that creates something temporary, outside of a snapshot.</summary>
    private protected virtual void Define(string sql) => Execute(sql);

    /// <summary>Executes statements without parameters. The text must hold no input.</summary>
    private protected void Execute(string sql)
    {
        Statements.Flush();
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
