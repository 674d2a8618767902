using System.Collections.Concurrent;
using System.Data.Common;
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

    private readonly ConcurrentBag<Open> _idle = [];
    private volatile bool _isOver;

    public T? First<T>(SqlText sql, Func<DbDataReader, T> read)
        where T : class => Read(sql, read) is [var first, ..] ? first : null;

    public List<T> Read<T>(SqlText sql, Func<DbDataReader, T> read)
    {
        var open = _idle.TryTake(out var idle) ? idle : new Open(folder.Database);
        try
        {
            return open.Statements.Read(sql, read);
        }
        finally
        {
            if (_isOver || _idle.Count >= MostIdle)
                open.Dispose();
            else
                _idle.Add(open);
        }
    }

    public void Dispose()
    {
        _isOver = true;
        while (_idle.TryTake(out var open))
            open.Dispose();
    }

    private sealed class Open : IDisposable
    {
        private readonly SqliteConnection _connection;

        public Open(string database)
        {
            _connection = new(new SqliteConnectionStringBuilder { DataSource = database, Pooling = false }.ToString());
            _connection.Open();
            Statements = new(_connection);

            using var command = _connection.CreateCommand();
            command.CommandText = ReadOnlyConnections.Pragmas;
            command.ExecuteNonQuery();
        }

        public Statements Statements { get; }

        public void Dispose()
        {
            Statements.Dispose();
            _connection.Dispose();
        }
    }
}
