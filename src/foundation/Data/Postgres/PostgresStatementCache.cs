using System.Data.Common;
using Npgsql;
using Plaza.Data.Database;
using Plaza.Data.Journal;

namespace Plaza.Data.Postgres;

/// <summary>
/// The statements of a connection to PostgreSQL. Enqueued statements are sent together with the next whose result is needed, in one round trip; the
/// connection prepares those that are used again. Used by one thread.
/// </summary>
/// <param name="connection">Null where only the texts are used.</param>
internal sealed class PostgresStatementCache(NpgsqlConnection? connection) : StatementCache("(select unnest({0}))")
{
    private const string StateSql =
        $"""
        select sequence, digest, greatest_id, erasures,
          exists (select 1 from nodes where id = $1 and expires_at > {PostgresNodes.Now}),
          exists (select 1 from nodes where id <> $1 and {PostgresNodes.IsServing})
        from journal_head where id = 1
        """;

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

    /// <summary>
    /// Begins a transaction of the writer and locks the end of the journal. The end and the nodes are read by a statement of their own, which sees what was
    /// committed while the first one waited for the lock (https://www.postgresql.org/docs/current/transaction-iso.html, read committed).
    /// </summary>
    /// <returns>The end of the journal, whether the lease of the node is valid, and whether other nodes serve requests.</returns>
    public (JournalHead Head, bool IsLive, bool IsFollowed) Begin(long node)
    {
        using var batch = connection!.CreateBatch();
        batch.BatchCommands.Add(new("begin"));
        batch.BatchCommands.Add(new("select 1 from journal_head where id = 1 for update"));
        batch.BatchCommands.Add(new(StateSql) { Parameters = { new() { Value = node } } });
        RoundTrips++;
        using var reader = batch.ExecuteReader();
        reader.NextResult();
        reader.Read();
        return (new(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1), reader.GetInt64(2), reader.GetInt64(3)), reader.GetBoolean(4), reader.GetBoolean(5));
    }

    public void Enqueue(NpgsqlBatchCommand statement) => _queue.Add(statement);

    /// <summary>Forgets the enqueued statements, except the first.</summary>
    public void TruncateQueue(int length) => _queue.RemoveRange(length, _queue.Count - length);

    /// <summary>Reading the rows of a query failed.</summary>
    public void Fail(Exception fault) => Failure = fault;

    /// <summary>The transaction was rolled back to a point before the error.</summary>
    public void ClearFailure() => Failure = null;

    /// <summary>Sends the enqueued statements.</summary>
    /// <exception cref="DbException">One of them failed, and the transaction is aborted.</exception>
    public override void Flush()
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
