using Microsoft.Data.Sqlite;

namespace Plaza.Data.Committing;

/// <summary>
/// Moves the write-ahead log into the database, between transactions and by the writer alone. It waits for nobody while the
/// log is short; when readers have kept it from shrinking to <see cref="Long"/>, it waits for them a moment.
/// </summary>
internal sealed class WriteAheadLog(SqliteConnection connection, string path)
{
    private const long Step = 4 * 1024 * 1024;
    private const long Long = 48 * 1024 * 1024;

    private long _next = Step;

    /// <summary>
    /// Whoever closes the last connection would move the log, and sync it, also after a sync that failed. That is for the
    /// writer to decide.
    /// </summary>
    public static void LeaveWhenClosing(SqliteConnection connection) =>
        SQLitePCL.raw.sqlite3_db_config(connection.Handle, SQLitePCL.raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, out _);

    /// <summary>Called after each transaction; does something every few megabytes.</summary>
    public void Tend()
    {
        var length = Length();
        if (length < _next)
            return;

        Checkpoint(patience: length < Long ? 0 : 2_000);
    }

    /// <summary>Called when nobody writes: what was deleted shall not stay in the log for long.</summary>
    public void TendIdle()
    {
        if (Length() > 0)
            Checkpoint(patience: 0);
    }

    /// <summary>Moves all of it, and leaves an empty file.</summary>
    public void Empty() => Checkpoint(patience: 5_000);

    private long Length() => new FileInfo(path) is { Exists: true } log ? log.Length : 0;

    /// <param name="patience">How long to wait for readers, in milliseconds.</param>
    private void Checkpoint(int patience)
    {
        try
        {
            Say($"pragma busy_timeout = {patience}");
            Say("pragma wal_checkpoint(truncate)");
        }
        finally
        {
            Say("pragma busy_timeout = 5000");
            _next = Length() + Step;
        }
    }

    /// <summary>One at a time: of several in one command, errors of all but the first that gives rows are lost.</summary>
    private void Say(string pragma)
    {
        using var command = connection.CreateCommand();
        command.CommandText = pragma;
        command.ExecuteNonQuery();
    }
}
