using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using SQLitePCL;

namespace Plaza.Data.Sqlite;

/// <summary>
/// Whether the database file is still the one that was opened. SQLite in WAL mode writes to a deleted file without an error, so what is
/// acknowledged would be lost when the process ends (https://www.sqlite.org/howtocorrupt.html#_unlinking_or_renaming_a_database_file_while_in_use).
/// </summary>
internal sealed class DatabaseFileWatch(SqliteConnection connection, string path, ILogger logger)
{
    /// <summary>Of the main database, for which the name may be null: https://www.sqlite.org/c3ref/c_fcntl_begin_atomic_write.html.</summary>
    private const int HasMoved = 20;

    private volatile bool _isInPlace = true;

    /// <summary>The result of the last check. Thread-safe.</summary>
    public bool IsInPlace => _isInPlace;

    /// <summary>Compares the inode of the path with that of the open file; logs a change. Called on the writer's thread.</summary>
    public bool Check()
    {
        var isInPlace = FileControl(connection.Handle!, nint.Zero, HasMoved, out var hasMoved) is not raw.SQLITE_OK || hasMoved is 0;
        if (isInPlace != _isInPlace)
        {
            if (isInPlace)
                logger.DatabaseIsBack(path);
            else
                logger.DatabaseMoved(path);
        }

        return _isInPlace = isInPlace;
    }

    /// <summary>SQLitePCLRaw does not offer it.</summary>
    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static extern int FileControl(sqlite3 connection, nint database, int operation, out int result);
}

/// <summary>The database file was deleted, moved or replaced; the transaction is rolled back.</summary>
internal sealed class DatabaseMovedException() : IOException("The database file was deleted, moved or replaced.");
