using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Plaza.Data.Database;
using Plaza.Data.Sqlite;

namespace Plaza.Data.Replaying;

/// <summary>
/// A connection that reads the database and writes temporary tables of its own, which a query may join with the live ones. They spill to an unnamed
/// file that is deleted with the connection. Used by one thread at a time.
/// </summary>
public sealed class ReplayDatabase : IDisposable
{
    private readonly SqliteConnection _connection;

    internal ReplayDatabase(DataFolder folder)
    {
        _connection = DatabaseConnections.OpenReplay(folder);
        Statements = new SqliteStatementCache(_connection);
    }

    internal StatementCache Statements { get; }

    /// <returns>The number of changed rows.</returns>
    public int Execute([InterpolatedStringHandlerArgument("")] SqlInterpolatedStringHandler sql) => Statements.Execute(sql);

    public List<T> Query<T>([InterpolatedStringHandlerArgument("")] SqlInterpolatedStringHandler sql, Func<SqlRow, T> read) => Statements.Query(sql, read);

    /// <returns>The number in the first column of the first row; 0 where there is none.</returns>
    public long QueryScalar([InterpolatedStringHandlerArgument("")] SqlInterpolatedStringHandler sql) =>
        Statements.QueryScalar(sql) ?? 0;

    /// <summary>Executes statements without parameters. The text must hold no input.</summary>
    public void ExecuteScript(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Streams the rows of a query.</summary>
    internal IEnumerable<DbDataReader> Rows(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        while (reader.Read())
            yield return reader;
    }

    /// <summary>Runs the work in one transaction: all reads see one snapshot.</summary>
    internal T InSnapshot<T>(Func<T> work)
    {
        ExecuteScript("begin");
        try
        {
            return work();
        }
        finally
        {
            ExecuteScript("commit");
        }
    }

    public void Dispose() => Statements.Dispose();
}
