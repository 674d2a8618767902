using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Data.Journal;
using Plaza.Data.Sqlite;
using Plaza.Spaces.Events;
using Plaza.Spaces.Journal;

namespace Plaza.Data.Committing;

/// <summary>The one connection that writes, and the only one that checkpoints. Used by the committer's thread alone.</summary>
internal sealed class WriterConnection(
    DataFolder folder,
    CascadeTracker cascades,
    JournalTail tail,
    TimeProvider clock,
    ILogger<WriterConnection> logger) : IDisposable
{
    private readonly SnowflakeIdGenerator _ids = new(clock, node: 0);
    private readonly JournalWriter _journal = new(cascades, tail, node: 0);
    private SqliteConnection? _connection;
    private StatementCache? _statements;
    private WriteAheadLog? _log;

    private SqliteConnection Connection => _connection ?? throw new InvalidOperationException("The writer is not open.");

    private StatementCache Statements => _statements ?? throw new InvalidOperationException("The writer is not open.");

    /// <summary>The statements that orders have run so far, for whoever looks how they are carried out.</summary>
    public IReadOnlyCollection<string> Texts => Statements.Texts;

    public void Open()
    {
        _connection = DatabaseConnections.OpenWriter(folder);
        _statements = new(_connection);
        _log = new(_connection, folder.Database + "-wal");
        EmptyLog();
        _journal.Load(_statements);
        _ids.Last = GreatestId();
    }

    public void Begin()
    {
        Statements.Begin();
        _journal.Begin();
    }

    /// <returns>Null when it went well, or why the order was undone.</returns>
    public Exception? TryExecute(WriteRequest request, DateTimeOffset now)
    {
        var mark = _journal.Mark();
        Statements.Run($"savepoint carried");
        try
        {
            request.Execute(new(Statements, _ids, _journal, now));
            Statements.Run($"release carried");
            return null;
        }
        catch (Exception fault) when (!fault.IsDiskFull && !fault.IsDiskFailure)
        {
            Statements.Run($"rollback to carried");
            Statements.Run($"release carried");
            _journal.BackTo(mark);
            if (fault is not (RequestRejectedException or PrincipalRevokedException or OAuthException))
                logger.OrderFailed(fault);

            return fault;
        }
    }

    /// <summary>When it returns, the transaction is on disk and nothing takes it back.</summary>
    public void Commit()
    {
        Statements.Run($"commit");
        _journal.Committed();
    }

    /// <returns>What was published in the transaction that was committed last, in journal order.</returns>
    public IReadOnlyList<(IEvent Happened, EventContext Context)> TakeCommitted() => _journal.TakeWritten();

    /// <summary>
    /// Undoes the open transaction. Where numbers and digests go on is read from the disk then: it alone knows whether a commit
    /// that gave an error was one.
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

    /// <summary>Keeps the log short; called after each transaction, when its callers are on their way.</summary>
    public void Tend() => _log?.CheckpointIfDue();

    public void TendIdle() => _log?.CheckpointWhenIdle();

    /// <summary>Leaves everything in the database file and an empty log.</summary>
    /// <returns>False when somebody reads from it all the time.</returns>
    public bool Checkpoint() => _log?.Truncate() is true;

    public void Dispose()
    {
        _journal.Dispose();
        _statements?.Dispose();
        _connection?.Dispose();
    }

    /// <summary>
    /// What an earlier run left in the log may be in the memory of the system only, if that run ended because a sync failed:
    /// nothing new comes behind it before it is in the database.
    /// </summary>
    private void EmptyLog()
    {
        try
        {
            if (!Checkpoint())
                logger.LogHeldByReaders();
        }
        catch (SqliteException fault) when (fault.IsDiskFull)
        {
            logger.LogNotMoved(fault);
        }
    }

    /// <summary>
    /// Of all ids in all tables, and of those that may have been given up to the journal's newest entry and were deleted
    /// since: none is given again after the clock was set back.
    /// </summary>
    private long GreatestId()
    {
        var tables = Statements
            .Read($"select t.name from sqlite_schema t join pragma_table_info(t.name) c where t.type = 'table' and c.name = 'id' and c.pk = 1", row => row.GetString(0))
            .Select(table => $"select coalesce(max(id), 0) as id from {table}")
            .Append("select coalesce(max(time) + 1, 0) << 16 as id from journal");

        using var command = Connection.CreateCommand();
        command.CommandText = $"select max(id) from ({string.Join(" union all ", tables)})";
        return (long)command.ExecuteScalar()!;
    }
}
