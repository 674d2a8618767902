using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Plaza.Data.Committing;

/// <summary>What an error of SQLite says of the disk.</summary>
internal static class DiskErrors
{
    extension(Exception fault)
    {
        /// <summary>There is no room. Nothing was written, and all is well again once there is; the log's index says so in words of its own.</summary>
        public bool IsDiskFull => fault is SqliteException { SqliteErrorCode: SQLITE_FULL } or SqliteException { SqliteExtendedErrorCode: SQLITE_IOERR_SHMSIZE };

        /// <summary>
        /// What the disk has taken is uncertain. A sync that failed is never tried again: the system may have dropped what it
        /// could not write, and would say that all is well.
        /// </summary>
        public bool IsDiskFailure => fault is SqliteException { SqliteErrorCode: SQLITE_IOERR or SQLITE_CORRUPT or SQLITE_NOTADB }
            and not SqliteException { SqliteExtendedErrorCode: SQLITE_IOERR_SHMSIZE or SQLITE_IOERR_NOMEM };
    }
}
