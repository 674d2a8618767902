using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Plaza.Data.Sqlite;

namespace Plaza.Data.Replaying;

/// <summary>
/// A connection that reads the database and writes into temporary tables of its own, which spill to a nameless file that is gone with it. Both can be
/// joined. Used by one thread at a time.
/// </summary>
internal sealed class ReplayDatabase : IDisposable
{
    private readonly SqliteConnection _connection;

    public ReplayDatabase(DataFolder folder)
    {
        _connection = new(new SqliteConnectionStringBuilder { DataSource = folder.Database, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        _connection.Open();
        Statements = new(_connection);
        ExecuteScript("pragma mmap_size = 0; pragma busy_timeout = 5000; pragma temp_store = file; pragma temp.cache_size = -32000");
    }

    internal StatementCache Statements { get; }

    public int Run([InterpolatedStringHandlerArgument("")] SqlInterpolatedStringHandler sql) => Statements.Run(sql);

    public List<T> Read<T>([InterpolatedStringHandlerArgument("")] SqlInterpolatedStringHandler sql, Func<SqlRow, T> read) => Statements.Read(sql, read);

    /// <returns>The number in the first column of the first row; 0 where there is none.</returns>
    public long Number([InterpolatedStringHandlerArgument("")] SqlInterpolatedStringHandler sql) =>
        Statements.Read(sql, row => row.IsDBNull(0) ? 0 : row.GetInt64(0)) is [var first, ..] ? first : 0;

    /// <summary>Some statements whose text is put together here, without values.</summary>
    public void ExecuteScript(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>The rows of a query one after the other, however many.</summary>
    public IEnumerable<DbDataReader> Rows(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        while (reader.Read())
            yield return reader;
    }

    /// <summary>All that is read within is of one moment, and all that is written beside is one step.</summary>
    public T InSnapshot<T>(Func<T> work)
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

    public void Dispose()
    {
        Statements.Dispose();
        _connection.Dispose();
    }
}
