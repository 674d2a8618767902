using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Plaza.Data.Committing;

/// <summary>
/// Moves the write-ahead log into the database, between transactions and by the writer alone. While there is work the log is
/// written from its beginning again, which costs less than a file that shrinks and grows; it waits for nobody while the log is
/// short. When readers have kept it from beginning anew up to <see cref="MaxLogBytes"/>, it waits for them a moment, and each time twice as
/// much is written before it waits again: one who reads for minutes does not hold up all who write.
/// </summary>
internal sealed class WriteAheadLog(SqliteConnection connection, string path)
{
    private const long PageSize = 4096;
    private const long CheckpointIntervalPages = 16 * 1024 * 1024 / PageSize;
    private const long RetryIntervalPages = 1024 * 1024 / PageSize;
    private const long MaxLogBytes = 48 * 1024 * 1024;

    private long _written;
    private long _begun;
    private long _next = CheckpointIntervalPages;
    private long _again = RetryIntervalPages;

    /// <summary>
    /// Whoever closes the last connection would move the log, and sync it, also after a sync that failed. That is for the
    /// writer to decide.
    /// </summary>
    public static void DisableCheckpointOnClose(SqliteConnection connection) =>
        raw.sqlite3_db_config(connection.Handle, raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, out _);

    /// <summary>Called after each transaction; does something every few megabytes.</summary>
    public void CheckpointIfDue()
    {
        var written = Written() - _begun;
        if (written < _next)
            return;

        var isLong = Length() >= MaxLogBytes;
        _again = isLong ? 2 * _again : RetryIntervalPages;
        _next = written + _again;
        Checkpoint(isLong ? raw.SQLITE_CHECKPOINT_TRUNCATE : raw.SQLITE_CHECKPOINT_RESTART, patience: isLong ? 2_000 : 0);
    }

    /// <summary>Called when nobody writes: what was deleted shall not stay in the log for long.</summary>
    public void CheckpointWhenIdle()
    {
        if (Length() > 0)
            Checkpoint(raw.SQLITE_CHECKPOINT_TRUNCATE, patience: 0);
    }

    /// <summary>Moves all of it, and leaves an empty file.</summary>
    /// <returns>False when somebody has kept reading from it for five seconds.</returns>
    public bool Truncate() => Checkpoint(raw.SQLITE_CHECKPOINT_TRUNCATE, patience: 5_000);

    private long Length() => new FileInfo(path) is { Exists: true } log ? log.Length : 0;

    /// <summary>How many pages this connection has written since it was opened.</summary>
    private long Written()
    {
        raw.sqlite3_db_status(connection.Handle, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, 1);
        return _written += pages;
    }

    /// <param name="mode">Whether the log begins anew, or is emptied as well.</param>
    /// <param name="patience">How long to wait for readers, in milliseconds.</param>
    /// <returns>False when readers still need a part of it.</returns>
    /// <exception cref="SqliteException">The disk refuses.</exception>
    private bool Checkpoint(int mode, int patience)
    {
        raw.sqlite3_busy_timeout(connection.Handle, patience);
        var code = raw.sqlite3_wal_checkpoint_v2(connection.Handle, "main", mode, out _, out _);
        raw.sqlite3_busy_timeout(connection.Handle, 5_000);
        if (code is raw.SQLITE_BUSY)
            return false;

        (_begun, _next, _again) = (Written(), CheckpointIntervalPages, RetryIntervalPages);
        SqliteException.ThrowExceptionForRC(code, connection.Handle);
        return true;
    }
}
