using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Plaza.Data.Committing;

/// <summary>Classifies errors of SQLite (https://www.sqlite.org/rescode.html).</summary>
internal static class DiskErrors
{
    extension(Exception fault)
    {
        /// <summary>The disk is full. Nothing was written, and writing succeeds once there is room. The index of the write-ahead log reports it by a code of its own.</summary>
        public bool IsDiskFull => fault is SqliteException { SqliteErrorCode: SQLITE_FULL } or SqliteException { SqliteExtendedErrorCode: SQLITE_IOERR_SHMSIZE };

        /// <summary>
        /// It is unknown what reached the disk. A failed fsync is never retried: the kernel may have dropped the dirty pages, and the next fsync would
        /// succeed (https://www.postgresql.org/docs/current/wal-reliability.html).
        /// </summary>
        public bool IsDiskFailure => fault is SqliteException { SqliteErrorCode: SQLITE_IOERR or SQLITE_CORRUPT or SQLITE_NOTADB }
            and not SqliteException { SqliteExtendedErrorCode: SQLITE_IOERR_SHMSIZE or SQLITE_IOERR_NOMEM };
    }
}
