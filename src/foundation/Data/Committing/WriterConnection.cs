using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Data.Journal;
using Plaza.Data.Sqlite;
using Plaza.Spaces.Events;
using Plaza.Spaces.Journal;

namespace Plaza.Data.Committing;

/// <summary>The only connection that writes and checkpoints. Used by the committer's thread only.</summary>
internal sealed class WriterConnection(
    DataFolder folder,
    CascadeTracker cascades,
    JournalTail tail,
    WriteMetrics metrics,
    TimeProvider clock,
    ILogger<WriterConnection> logger) : IDisposable
{
    private readonly SnowflakeIdGenerator _ids = new(clock, node: 0);
    private readonly JournalWriter _journal = new(cascades, tail, node: 0);
    private SqliteConnection? _connection;
    private StatementCache? _statements;
    private WriteAheadLog? _log;
    private DatabaseFileWatch? _file;

    private SqliteConnection Connection => _connection ?? throw new InvalidOperationException("The writer is not open.");

    private StatementCache Statements => _statements ?? throw new InvalidOperationException("The writer is not open.");

    /// <summary>The SQL that was prepared so far, so that tests can check its query plans.</summary>
    public IReadOnlyCollection<string> PreparedSql => Statements.PreparedSql;

    public void Open()
    {
        _connection = DatabaseConnections.OpenWriter(folder);
        _statements = new(_connection);
        _log = new(_connection, folder.Database + "-wal");
        _file = new(_connection, folder.Database, logger);
        TruncateLog();
        _journal.Load(_statements);
        _ids.Last = GreatestId();
    }

    /// <summary>Whether the database file was where it should be when it was last looked at: at the last commit, or every few seconds. Thread-safe.</summary>
    public bool IsInPlace => _file?.IsInPlace is not false;

    public void Begin()
    {
        Statements.Begin();
        _journal.Begin();
    }

    /// <returns>Null on success; otherwise the reason why the request was rolled back.</returns>
    public Exception? TryExecute(WriteRequest request, DateTimeOffset now)
    {
        var (mark, changes) = (_journal.CreateSavepoint(), Statements.TotalChanges);
        Statements.Execute($"savepoint request");
        try
        {
            request.Execute(new(Statements, _ids, _journal, now));
            Statements.Execute($"release request");
            metrics.Executed(Statements.TotalChanges - changes);
            return null;
        }
        catch (Exception fault) when (!fault.IsDiskFull && !fault.IsDiskFailure)
        {
            Statements.Execute($"rollback to request");
            Statements.Execute($"release request");
            _journal.RollbackTo(mark);
            if (fault is not (RequestRejectedException or PrincipalRevokedException or OAuthException))
                logger.WriteRequestFailed(fault);

            return fault;
        }
    }

    /// <summary>When it returns, the transaction is durable.</summary>
    /// <exception cref="DatabaseMovedException">Nothing that is written would be found again.</exception>
    public void Commit()
    {
        if (_file?.Check() is false)
            throw new DatabaseMovedException();

        Statements.Execute($"commit");
        _journal.MarkCommitted();
    }

    /// <returns>The events of the last commit, in journal order.</returns>
    public IReadOnlyList<(IEvent Event, EventContext Context)> TakeCommitted() => _journal.TakeCommitted();

    /// <summary>
    /// Rolls back the open transaction, then reads the last sequence and digest from the database again: a commit that reported an error may have
    /// succeeded.
    /// </summary>
    public void Rollback()
    {
        _journal.Rollback();
        try
        {
            Statements.Rollback();
            _journal.Load(Statements);
        }
        catch (SqliteException fault)
        {
            logger.RollbackFailed(fault);
        }
    }

    /// <summary>Called after each transaction, when its requests were handed to live delivery.</summary>
    public void CheckpointIfDue() => _log?.CheckpointIfDue();

    public void CheckpointWhenIdle()
    {
        if (_file?.Check() is true)
            _log?.CheckpointWhenIdle();
    }

    /// <summary>Checkpoints everything and truncates the log.</summary>
    /// <returns>False when a reader held the log.</returns>
    public bool Checkpoint() => _log?.Truncate() is true;

    public void Dispose()
    {
        _journal.Dispose();
        _statements?.Dispose();
        _connection?.Dispose();
    }

    /// <summary>
    /// If the last run ended with a failed fsync, its log may be in the page cache only. It is moved into the database before anything is appended.
    /// </summary>
    private void TruncateLog()
    {
        try
        {
            if (!Checkpoint())
                logger.CheckpointBlocked();
        }
        catch (SqliteException fault) when (fault.IsDiskFull)
        {
            logger.CheckpointFailed(fault);
        }
    }

    /// <summary>
    /// The greatest id in any table, or the greatest that may have been generated up to the newest journal entry and deleted since: no id is
    /// generated twice, also when the clock was set back.
    /// </summary>
    private long GreatestId()
    {
        var tables = Statements
            .Query($"select t.name from sqlite_schema t join pragma_table_info(t.name) c where t.type = 'table' and c.name = 'id' and c.pk = 1", row => row.GetString(0))
            .Select(table => $"select coalesce(max(id), 0) as id from {table}")
            .Append("select coalesce(max(time) + 1, 0) << 16 as id from journal");

        using var command = Connection.CreateCommand();
        command.CommandText = $"select max(id) from ({string.Join(" union all ", tables)})";
        return (long)command.ExecuteScalar()!;
    }
}
