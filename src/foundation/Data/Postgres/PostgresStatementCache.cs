using System.Data.Common;
using Npgsql;
using Plaza.Data.Database;

namespace Plaza.Data.Postgres;

/// <summary>
/// The statements of a connection to PostgreSQL. Enqueued statements are sent together with the next whose result is needed, in one round trip; the
/// connection prepares those that are used again. Used by one thread.
/// </summary>
/// <param name="connection">Null where only the texts are used.</param>
internal sealed class PostgresStatementCache(NpgsqlConnection? connection) : StatementCache("(select unnest({0}))")
{
    private readonly List<NpgsqlBatchCommand> _queue = [];
    private int _changes;

    public override int TotalChanges => _changes + _queue.Count;

    /// <summary>The number of enqueued statements that are not sent yet.</summary>
    public int QueueLength => _queue.Count;

    /// <summary>False once the connection was lost.</summary>
    public bool IsUsable => connection?.FullState is System.Data.ConnectionState.Open;

    /// <summary>
    /// The last error, until <see cref="ClearFailure"/>: after one the transaction is aborted, also when the request that ran the statement caught it.
    /// </summary>
    public Exception? Failure { get; private set; }

    /// <summary>How many times statements were sent.</summary>
    public int RoundTrips { get; private set; }

    public void Enqueue(NpgsqlBatchCommand statement) => _queue.Add(statement);

    /// <summary>Forgets the enqueued statements, except the first.</summary>
    public void TruncateQueue(int length) => _queue.RemoveRange(length, _queue.Count - length);

    /// <summary>Reading the rows of a query failed.</summary>
    public void Fail(Exception fault) => Failure = fault;

    /// <summary>The transaction was rolled back to a point before the error.</summary>
    public void ClearFailure() => Failure = null;

    /// <summary>Sends the enqueued statements.</summary>
    /// <exception cref="DbException">One of them failed, and the transaction is aborted.</exception>
    public void Flush()
    {
        if (_queue.Count is 0)
            return;

        using var batch = TakeQueue();
        try
        {
            batch.ExecuteNonQuery();
        }
        catch (Exception fault)
        {
            Failure = fault;
            throw;
        }

        CountChanges(batch);
    }

    /// <summary>Sends the enqueued statements, then this one.</summary>
    /// <returns>How many rows it changed.</returns>
    public int Execute(NpgsqlBatchCommand statement)
    {
        _queue.Add(statement);
        Flush();
        return (int)statement.RecordsAffected;
    }

    /// <summary>Sends the enqueued statements, which return no rows, then this one, whose rows the reader returns.</summary>
    public PostgresResult Query(NpgsqlBatchCommand statement)
    {
        _queue.Add(statement);
        var batch = TakeQueue();
        try
        {
            return new(this, batch, batch.ExecuteReader());
        }
        catch (Exception fault)
        {
            Failure = fault;
            batch.Dispose();
            throw;
        }
    }

    public override void Rollback()
    {
        _queue.Clear();
        Execute($"rollback");
        ClearFailure();
    }

    public override void Dispose()
    {
        base.Dispose();
        connection?.Dispose();
    }

    internal void CountChanges(NpgsqlBatch batch)
    {
        foreach (NpgsqlBatchCommand statement in batch.BatchCommands)
        {
            if (statement.StatementType is StatementType.Insert or StatementType.Update or StatementType.Delete)
                _changes += (int)statement.RecordsAffected;
        }
    }

    protected override PreparedStatement Prepare(string sql) => new PostgresStatement(this, sql);

    private NpgsqlBatch TakeQueue()
    {
        var batch = connection!.CreateBatch();
        foreach (var statement in _queue)
            batch.BatchCommands.Add(statement);

        _queue.Clear();
        RoundTrips++;
        return batch;
    }
}

/// <summary>The rows of a query. Dispose it before the connection is used again.</summary>
internal readonly struct PostgresResult(PostgresStatementCache statements, NpgsqlBatch batch, NpgsqlDataReader reader) : IDisposable
{
    public NpgsqlDataReader Reader => reader;

    public void Dispose()
    {
        reader.Dispose();
        statements.CountChanges(batch);
        batch.Dispose();
    }
}
