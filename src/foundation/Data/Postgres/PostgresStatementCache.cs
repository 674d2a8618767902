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

    private readonly List<(NpgsqlBatchCommand Statement, bool IsExpected)> _queue = [];
    private int _changes;

    public override int TotalChanges => _changes;

    /// <summary>The number of enqueued statements that are not sent yet.</summary>
    public int QueueLength => _queue.Count;

    /// <summary>Whether one of the enqueued statements is a query that must return a row.</summary>
    public bool ExpectsRows => _queue.Exists(enqueued => enqueued.IsExpected);

    /// <summary>False once the connection was lost.</summary>
    public bool IsUsable => connection?.FullState is System.Data.ConnectionState.Open;

    /// <summary>
    /// The last error, until <see cref="ClearFailure"/>: after one the transaction is aborted, also when the request that ran the statement caught it.
    /// </summary>
    public Exception? Failure { get; private set; }

    /// <summary>How many times statements were sent.</summary>
    public int RoundTrips { get; private set; }

    /// <summary>Whether statements of a request may be sent after its end: an error may then be another request's.</summary>
    public bool IsDeferring { get; set; }

    /// <summary>
    /// Begins a transaction of the writer and locks the end of the journal. The end and the nodes are read by a statement of their own, which sees what was
    /// committed while the first one waited for the lock (https://www.postgresql.org/docs/current/transaction-iso.html, read committed).
    /// </summary>
    /// <returns>The end of the journal, whether the lease of the node is valid, and whether other nodes serve requests.</returns>
    public (JournalHead Head, bool IsLive, bool IsFollowed) Begin(long node)
    {
        using var batch = connection!.CreateBatch();
        batch.BatchCommands.Add(new("begin"));
        batch.BatchCommands.Add(new(JournalHeadRow.LockSql));
        batch.BatchCommands.Add(new(StateSql) { Parameters = { new() { Value = node } } });
        RoundTrips++;
        using var reader = batch.ExecuteReader();
        reader.NextResult();
        reader.Read();
        return (new(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1), reader.GetInt64(2), reader.GetInt64(3)), reader.GetBoolean(4), reader.GetBoolean(5));
    }

    /// <summary>Enqueues a statement that returns no rows.</summary>
    public void Enqueue(NpgsqlBatchCommand statement)
    {
        _changes++;
        Add(statement);
    }

    /// <summary>Enqueues a statement that begins or ends a transaction or savepoint.</summary>
    public void EnqueueControl(string sql) => Add(new(sql));

    /// <summary>Enqueues a query that must return a row.</summary>
    public void Expect(NpgsqlBatchCommand query) => _queue.Add((query, IsExpected: true));

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

        using var batch = TakeQueue(out var expected);
        try
        {
            using var reader = batch.ExecuteReader();
            ReadExpected(reader, expected);
            while (reader.NextResult())
            {
                // Only the last statement may return rows, which are not needed.
            }
        }
        catch (Exception fault)
        {
            Failure = fault;
            throw;
        }
    }

    /// <summary>Sends the enqueued statements, then this one.</summary>
    /// <returns>How many rows it changed.</returns>
    public int Execute(NpgsqlBatchCommand statement)
    {
        Add(statement);
        Flush();
        CountChanges(statement);
        return (int)statement.RecordsAffected;
    }

    /// <summary>Sends the enqueued statements, which return no rows, then this one, whose rows the reader returns.</summary>
    public PostgresResult Query(NpgsqlBatchCommand statement)
    {
        Add(statement);
        var batch = TakeQueue(out var expected);
        NpgsqlDataReader? reader = null;
        try
        {
            reader = batch.ExecuteReader();
            ReadExpected(reader, expected);
            return new(this, batch, reader);
        }
        catch (Exception fault)
        {
            Failure = fault;
            reader?.Dispose();
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

    internal void CountChanges(NpgsqlBatchCommand executed)
    {
        if (executed.StatementType is StatementType.Insert or StatementType.Update or StatementType.Delete)
            _changes += (int)executed.RecordsAffected;
    }

    protected override PreparedStatement Prepare(string sql) => new PostgresStatement(this, sql);

    /// <summary>The other enqueued statements return no rows, so these are the first results.</summary>
    private static void ReadExpected(NpgsqlDataReader reader, int expected)
    {
        for (; expected > 0; expected--)
        {
            if (!reader.Read())
                throw new InvalidOperationException("There is no row where one was expected.");

            reader.NextResult();
        }
    }

    private void Add(NpgsqlBatchCommand statement) => _queue.Add((statement, IsExpected: false));

    private NpgsqlBatch TakeQueue(out int expected)
    {
        var batch = connection!.CreateBatch();
        expected = 0;
        foreach (var (statement, isExpected) in _queue)
        {
            batch.BatchCommands.Add(statement);
            expected += isExpected ? 1 : 0;
        }

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
        statements.CountChanges(batch.BatchCommands[^1]);
        batch.Dispose();
    }
}
