using System.Data.Common;
using Plaza.Data.Committing;
using Plaza.Data.Database;
using Plaza.Data.Journal;
using Plaza.Data.Nodes;

namespace Plaza.Data.Postgres;

/// <summary>
/// The writer's connection to PostgreSQL. Each transaction locks the row <c>journal_head</c> first, so that one writer runs at a time. Opened again
/// after it was lost.
/// </summary>
internal sealed class PostgresWriter(PostgresConnections connections, Node node) : WriterDatabase
{
    private volatile PostgresStatementCache? _statements;
    private volatile int _backendId;
    private JournalHead _begun;
    private bool _isFollowed;
    private (int RoundTrips, int QueueLength) _request;

    /// <summary>The process on the server that serves this connection, which sends the notifications. Thread-safe.</summary>
    public int BackendId => _backendId;

    public override bool IsWritable => IsOpen;

    public override bool IsOpen => _statements is not null;

    public override bool IsFollowed => _isFollowed;

    public override bool HasDeferredFailure => _statements is { IsDeferring: true, Failure: { EndsTransaction: false } };

    public override StatementCache Statements => Opened;

    private PostgresStatementCache Opened => _statements ?? throw new ConnectionLostException();

    public override void Open()
    {
        var connection = connections.CreateWriter();
        try
        {
            connection.Open();
            _backendId = connection.ProcessID;
            _statements = new(connection);
        }
        catch (Exception fault)
        {
            connection.Dispose();
            throw new ConnectionLostException(fault);
        }
    }

    public override JournalHead ReadHead() => ClosingWhenLost(() => Opened.Query(
        $"select sequence, digest, greatest_id, erasures from journal_head where id = {(long)JournalHeadRow.OnlyId}", ToHead)[0]);

    public override JournalHead Begin(JournalHead known, bool mayDefer)
    {
        var statements = Opened;
        statements.Parameters.Clear();
        statements.IsDeferring = mayDefer;
        (_begun, var isLive, _isFollowed) = ClosingWhenLost(() => statements.Begin(node.Id));
        return isLive ? _begun : throw new LeaseLostException();
    }

    public override void BeginRequest()
    {
        _request = (Opened.RoundTrips, Opened.QueueLength);
        Opened.EnqueueControl("savepoint request");
    }

    /// <summary>
    /// What the request has enqueued is sent, so that an error is its own, unless it is deferred. A request that only read needs no round trip.
    /// </summary>
    public override void EndRequest()
    {
        var statements = Opened;
        if (statements.Failure is { } failure)
            throw new InvalidOperationException("A statement of the request failed, and the request went on.", failure);

        var isSent = statements.RoundTrips > _request.RoundTrips;
        var hasEnqueued = statements.QueueLength > (isSent ? 0 : _request.QueueLength + 1);
        if (!isSent && !hasEnqueued)
        {
            statements.TruncateQueue(_request.QueueLength);
            return;
        }

        statements.EnqueueControl("release savepoint request");
        if (hasEnqueued && !statements.IsDeferring)
            statements.Flush();
    }

    public override void RollbackRequest()
    {
        var statements = Opened;
        if (statements.RoundTrips == _request.RoundTrips)
        {
            statements.TruncateQueue(_request.QueueLength);
            return;
        }

        statements.TruncateQueue(0);
        statements.EnqueueControl("rollback to savepoint request");
        statements.EnqueueControl("release savepoint request");
        statements.Flush();
        statements.ClearFailure();
    }

    /// <summary>
    /// The statement before the commit fails in an aborted transaction, whose commit would roll back without an error
    /// (https://www.postgresql.org/docs/current/sql-commit.html).
    /// </summary>
    public override void Commit(JournalHead head)
    {
        var statements = Opened;
        if (statements.ExpectsRows)
            statements.Flush(); // Whether they are there is known after the batch only, so the commit must not be in it.

        if (head.Sequence == _begun.Sequence && head.GreatestId == _begun.GreatestId && head.Erasures == _begun.Erasures)
            statements.EnqueueControl("savepoint request");
        else
            EnqueueHead(statements, head);

        statements.EnqueueControl("commit");
        try
        {
            statements.Flush();
        }
        catch (Exception fault) when (fault.IsConnectionLoss || !statements.IsUsable)
        {
            Close();
            throw new CommitOutcomeUnknownException(fault);
        }
    }

    /// <summary>Closing a connection rolls back too.</summary>
    public override void Rollback()
    {
        try
        {
            _statements?.Rollback();
        }
        catch (Exception fault) when (fault is DbException or InvalidOperationException)
        {
            Close();
        }
    }

    /// <summary>Notices that the connection was lost, so that the server is not ready while it cannot write.</summary>
    public override void MaintainWhenIdle() => ClosingWhenLost(() => Opened.QueryScalar($"select 1"));

    public override void Dispose() => Close();

    private static JournalHead ToHead(SqlRow row) => new(row.GetInt64(0), row.GetBytes(1), row.GetInt64(2), row.GetInt64(3));

    /// <summary>
    /// Other processes are notified by the writer only: a commit with a notification takes a lock of the whole server, which costs nothing more where one
    /// writer runs at a time.
    /// </summary>
    private static void EnqueueHead(PostgresStatementCache statements, JournalHead head)
    {
        statements.Enqueue(
            $"""
            update journal_head set sequence = {head.Sequence}, digest = {head.Digest}, greatest_id = {head.GreatestId}, erasures = {head.Erasures}
            where id = {(long)JournalHeadRow.OnlyId}
            """);
        statements.EnqueueControl("notify plaza_journal");
    }

    private T ClosingWhenLost<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception fault) when (fault.IsConnectionLoss || _statements is { IsUsable: false })
        {
            Close();
            throw new ConnectionLostException(fault);
        }
    }

    private void Close()
    {
        var statements = _statements;
        _statements = null;
        statements?.Dispose();
    }
}
