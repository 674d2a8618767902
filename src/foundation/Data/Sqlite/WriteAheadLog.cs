using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Plaza.Data.Sqlite;

/// <summary>
/// Checkpoints the write-ahead log, between transactions and on the writer's connection only. Every 16 MB written it tries a RESTART checkpoint
/// without waiting for readers; reusing the file costs less than truncating and growing it. From 48 MB on it runs TRUNCATE and waits for readers up
/// to 2 s, doubling the interval each time, so that a long reader cannot stall writers (https://www.sqlite.org/wal.html#avoiding_excessively_large_wal_files).
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
    /// The last connection to close would checkpoint, and fsync again after a failed fsync. Only the writer decides on that.
    /// </summary>
    public static void DisableCheckpointOnClose(SqliteConnection connection) =>
        raw.sqlite3_db_config(connection.Handle, raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, out _);

    /// <summary>Called after each transaction.</summary>
    public void CheckpointIfDue()
    {
        var written = Written() - _begun;
        if (written < _next)
            return;

        var isLong = Length() >= MaxLogBytes;
        _again = isLong ? 2 * _again : RetryIntervalPages;
        _next = written + _again;
        Checkpoint(isLong ? raw.SQLITE_CHECKPOINT_TRUNCATE : raw.SQLITE_CHECKPOINT_RESTART, timeout: isLong ? 2_000 : 0);
    }

    /// <summary>Called when no request is queued, so that deleted text does not stay in the log.</summary>
    public void CheckpointWhenIdle()
    {
        if (Length() > 0)
            Checkpoint(raw.SQLITE_CHECKPOINT_TRUNCATE, timeout: 0);
    }

    /// <summary>Checkpoints everything and truncates the file.</summary>
    /// <returns>False when a reader held the log for five seconds.</returns>
    public bool Truncate() => Checkpoint(raw.SQLITE_CHECKPOINT_TRUNCATE, timeout: 5_000);

    private long Length() => new FileInfo(path) is { Exists: true } log ? log.Length : 0;

    /// <summary>Pages written by this connection since it was opened.</summary>
    private long Written()
    {
        raw.sqlite3_db_status(connection.Handle, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, 1);
        return _written += pages;
    }

    /// <param name="mode"><c>SQLITE_CHECKPOINT_RESTART</c> or <c>_TRUNCATE</c>.</param>
    /// <param name="timeout">How long to wait for readers, in milliseconds.</param>
    /// <returns>False when readers still use a part of the log.</returns>
    /// <exception cref="SqliteException">The disk is full or failed.</exception>
    private bool Checkpoint(int mode, int timeout)
    {
        raw.sqlite3_busy_timeout(connection.Handle, timeout);
        var code = raw.sqlite3_wal_checkpoint_v2(connection.Handle, "main", mode, out _, out _);
        raw.sqlite3_busy_timeout(connection.Handle, 5_000);
        if (code is raw.SQLITE_BUSY)
            return false;

        (_begun, _next, _again) = (Written(), CheckpointIntervalPages, RetryIntervalPages);
        SqliteException.ThrowExceptionForRC(code, connection.Handle);
        return true;
    }
}
