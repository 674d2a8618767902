using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Plaza.Data.Committing;
using Plaza.Data.Model;

namespace Plaza.Data.Views.Memory;

/// <summary>
/// Prepared statements that read, each a snapshot of its own, on connections that are kept open: for what is read one by
/// one and so often that translating a query would show. Safe to use from any thread.
/// </summary>
internal sealed class Reading(DataFolder folder) : IDisposable
{
    private const int MostIdle = 16;

    private readonly ConcurrentBag<Statements> _idle = [];
    private volatile bool _isOver;

    public T? First<T>([InterpolatedStringHandlerArgument("")] SqlText sql, Func<Row, T> read)
        where T : class => Read(sql, read) is [var first, ..] ? first : null;

    public List<T> Read<T>([InterpolatedStringHandlerArgument("")] SqlText sql, Func<Row, T> read)
    {
        var statements = sql.Statements;
        try
        {
            return statements.Read(sql, read);
        }
        finally
        {
            if (_isOver || _idle.Count >= MostIdle)
                Close(statements);
            else
                _idle.Add(statements);
        }
    }

    /// <summary>Those of a connection that nobody else has until it is read with.</summary>
    public Statements Take() => _idle.TryTake(out var idle) ? idle : Open();

    public void Dispose()
    {
        _isOver = true;
        while (_idle.TryTake(out var statements))
            Close(statements);
    }

    private static void Close(Statements statements)
    {
        statements.Dispose();
        statements.Connection.Dispose();
    }

    private Statements Open()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = folder.Database, Pooling = false }.ToString());
        connection.Open();

        using var command = connection.CreateCommand();
        command.CommandText = ReadOnlyConnections.Pragmas;
        command.ExecuteNonQuery();
        return new(connection);
    }
}
