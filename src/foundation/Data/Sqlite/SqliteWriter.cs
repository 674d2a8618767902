using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Plaza.Data.Committing;
using Plaza.Data.Database;
using Plaza.Data.Journal;

namespace Plaza.Data.Sqlite;

/// <summary>The writer's connection to SQLite, the only one that writes and checkpoints. It stays open.</summary>
internal sealed class SqliteWriter(DataFolder folder, ILogger<SqliteWriter> logger) : WriterDatabase
{
    private SqliteConnection? _connection;
    private SqliteStatementCache? _statements;
    private WriteAheadLog? _log;
    private DatabaseFileWatch? _file;

    /// <summary>Whether the database file was where it should be when it was last looked at: at the last commit, or every few seconds.</summary>
    public override bool IsWritable => _file?.IsInPlace is not false;

    public override bool IsOpen => _statements is not null;

    public override StatementCache Statements => Opened;

    private SqliteStatementCache Opened => _statements ?? throw new InvalidOperationException("The writer is not open.");

    public override void Open()
    {
        _connection = DatabaseConnections.OpenWriter(folder);
        _statements = new(_connection);
        _log = new(_connection, folder.Database + "-wal");
        _file = new(_connection, folder.Database, logger);
        TruncateLog();
    }

    public override JournalHead ReadHead() => SqliteJournalHead.Read(_connection!, Statements);

    /// <summary>No other process writes, so that the end of the journal is the known one.</summary>
    public override JournalHead Begin(JournalHead known, bool mayDefer)
    {
        Opened.BeginImmediate();
        return known;
    }

    public override void BeginRequest() => Statements.Execute($"savepoint request");

    public override void EndRequest() => Statements.Execute($"release request");

    public override void RollbackRequest()
    {
        Statements.Execute($"rollback to request");
        Statements.Execute($"release request");
    }

    /// <exception cref="DatabaseMovedException">Nothing that is written would be found again.</exception>
    public override void Commit(JournalHead head)
    {
        if (_file?.Check() is false)
            throw new DatabaseMovedException();

        Statements.Execute($"commit");
    }

    public override void Rollback() => Statements.Rollback();

    public override void MaintainIfDue() => _log?.CheckpointIfDue();

    public override void MaintainWhenIdle()
    {
        if (_file?.Check() is true)
            _log?.CheckpointWhenIdle();
    }

    public override void MaintainBeforeClose() => _log?.Truncate();

    public override void Dispose() => _statements?.Dispose();

    /// <summary>
    /// If the last run ended with a failed fsync, its log may be in the page cache only. It is moved into the database before anything is appended.
    /// </summary>
    private void TruncateLog()
    {
        try
        {
            if (_log?.Truncate() is false)
                logger.CheckpointBlocked();
        }
        catch (SqliteException fault) when (fault.IsDiskFull)
        {
            logger.CheckpointFailed(fault);
        }
    }
}
