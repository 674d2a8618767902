using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;
using static SQLitePCL.raw;

namespace Plaza.Data.Committing;

/// <summary>
/// Classifies errors of SQLite (https://www.sqlite.org/rescode.html) and PostgreSQL (https://www.postgresql.org/docs/current/errcodes-appendix.html).
/// </summary>
internal static class DatabaseErrors
{
    extension(Exception fault)
    {
        /// <summary>The disk is full. Nothing was written, and writing succeeds once there is room. The index of the write-ahead log of SQLite reports it by a code of its own.</summary>
        public bool IsDiskFull => fault
            is SqliteException { SqliteErrorCode: SQLITE_FULL }
            or SqliteException { SqliteExtendedErrorCode: SQLITE_IOERR_SHMSIZE }
            or PostgresException { SqlState: PostgresErrorCodes.DiskFull };

        /// <summary>
        /// It is unknown what reached the disk. A failed fsync is never retried: the kernel may have dropped the dirty pages, and the next fsync would
        /// succeed (https://www.postgresql.org/docs/current/wal-reliability.html). PostgreSQL ends all connections then, and recovers.
        /// </summary>
        public bool IsDiskFailure => fault is SqliteException { SqliteErrorCode: SQLITE_IOERR or SQLITE_CORRUPT or SQLITE_NOTADB }
            and not SqliteException { SqliteExtendedErrorCode: SQLITE_IOERR_SHMSIZE or SQLITE_IOERR_NOMEM };

        /// <summary>
        /// The connection to PostgreSQL was lost or cannot be opened: the server is gone, starts, stops, ended the session or does not answer in time. What
        /// was not committed is rolled back, and another connection may succeed.
        /// </summary>
        public bool IsConnectionLoss => fault switch
        {
            PostgresException { SqlState: var state } =>
                state.StartsWith("08", StringComparison.Ordinal) || state.StartsWith("57P", StringComparison.Ordinal) || state is "25P03" or "53300" or "58030",
            NpgsqlException { InnerException: AggregateException } => false, // Several statements of a batch failed.
            NpgsqlException or SocketException or ConnectionLostException or CommitOutcomeUnknownException => true,
            _ => false,
        };

        /// <summary>Not one request is to blame: the whole transaction is rolled back.</summary>
        public bool EndsTransaction => fault.IsDiskFull || fault.IsDiskFailure || fault.IsConnectionLoss;
    }
}
